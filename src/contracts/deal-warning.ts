import { z } from 'zod';

export const WarningKind = z.enum([
  'no_activity',
  'no_next_step',
  'close_date_passed',
  'close_date_pushed',
  'stuck_in_stage',
  'single_threaded',
  'champion_left',
  'ghosted',
]);
export type WarningKind = z.infer<typeof WarningKind>;

export const WarningSeverity = z.enum(['low', 'medium', 'high']);
export type WarningSeverity = z.infer<typeof WarningSeverity>;

/** What a warning stands on: words, a value that was set, a call, or an activity in the CRM. */
export const WarningEvidence = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('quote'),
    callId: z.string(),
    quote: z.string(),
    speaker: z.string(),
    turn: z.int(),
    startMs: z.int().nullable(),
  }),
  z.strictObject({
    type: z.literal('change'),
    property: z.string(),
    value: z.string().nullable(),
    at: z.iso.datetime(),
    source: z.string(),
  }),
  z.strictObject({ type: z.literal('call'), callId: z.string(), title: z.string().nullable(), at: z.iso.datetime() }),
  z.strictObject({
    type: z.literal('activity'),
    kind: z.string(),
    externalId: z.string(),
    at: z.iso.datetime(),
    direction: z.string().nullable(),
  }),
]);
export type WarningEvidence = z.infer<typeof WarningEvidence>;
