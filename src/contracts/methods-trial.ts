import { z } from 'zod';
import { Side } from './side.ts';
import { WorkspaceSettings } from './workspaces.ts';

/** A draft of the methods of qualification, whole: what it leaves out is what Sophia brings. */
export const TryMethodsInput = WorkspaceSettings.pick({ methods: true, qualifyBy: true }).extend({
  /** The newest calls to try it on. */
  calls: z.int().min(1).max(500),
});
export type TryMethodsInput = z.infer<typeof TryMethodsInput>;

/** How many of the elements of a method are known. */
const MethodScore = z.strictObject({ known: z.int(), of: z.int() });
export type MethodScore = z.infer<typeof MethodScore>;

const scored = {
  id: z.string(),
  name: z.string(),
  /** By the methods in force; null where this is none of them. */
  before: MethodScore.nullable(),
  /** By the draft; null where this is none of its methods. */
  after: MethodScore.nullable(),
};

/** What shows an element in a call. */
const ShownElement = z.strictObject({
  value: z.string(),
  quote: z.string(),
  speaker: z.string(),
  side: Side,
  turn: z.int(),
  startMs: z.int().nullable(),
});
export type ShownElement = z.infer<typeof ShownElement>;

export const MethodsTrialCall = z.strictObject({
  callId: z.string(),
  title: z.string().nullable(),
  methods: z.array(z.strictObject(scored)),
  /** The elements of which the draft finds something else; null where nothing shows one. */
  differences: z.array(
    z.strictObject({
      method: z.string(),
      element: z.string(),
      label: z.string(),
      before: ShownElement.nullable(),
      after: ShownElement.nullable(),
    }),
  ),
});
export type MethodsTrialCall = z.infer<typeof MethodsTrialCall>;

export const MethodsTrial = z.strictObject({
  /** The version of the methods in force, which the draft would replace. */
  replaces: z.string(),
  calls: z.int(),
  /** What analyzes calls here; the trial itself is made by the rules, which cost nothing. */
  engine: z.enum(['rules', 'model']),
  /** Over all the calls, those in force first. */
  methods: z.array(z.strictObject(scored)),
  perCall: z.array(MethodsTrialCall),
});
export type MethodsTrial = z.infer<typeof MethodsTrial>;
