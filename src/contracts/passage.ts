import { z } from 'zod';
import { Evidence } from './evidence.ts';
import { Side } from './side.ts';

/** What the id of a passage names: `callId#turn` or `callId#turn.sentence`, both counted from 0. */
export interface PassageId {
  /** The id of the call, or as much of it as only one has. */
  readonly reference: string;
  readonly turn: number;
  /** Null where the whole turn is meant. */
  readonly sentence: number | null;
}

export const PassageTurn = z.strictObject({
  turn: z.int().min(0),
  speaker: z.string(),
  side: Side,
  text: z.string(),
  startMs: z.int().min(0).nullable(),
  endMs: z.int().min(0).nullable(),
});
export type PassageTurn = z.infer<typeof PassageTurn>;

/** A claim whose quote touches a passage; `field` is its place in the report, such as `findings.objections.0`. */
export const PassageClaim = z.strictObject({
  field: z.string(),
  kind: z.string().nullable(),
  name: z.string().nullable(),
  outcome: z.string().nullable(),
  confidence: z.number().nullable(),
  rule: z.string().nullable(),
  evidence: Evidence,
});
export type PassageClaim = z.infer<typeof PassageClaim>;

/** A sentence of a call, or a whole turn of it, with what stands around it and what was made of it. */
export const Passage = z.strictObject({
  /** `callId#turn.sentence`, or `callId#turn`, with the whole id of the call. */
  id: z.string(),
  callId: z.string(),
  title: z.string(),
  date: z.iso.date().nullable(),
  /** The version of the transcript that this stands in, and the one in force. */
  version: z.int().min(1),
  currentVersion: z.int().min(1),
  turn: z.int().min(0),
  sentence: z.int().min(0).nullable(),
  /** How many turns the call has, and how many sentences this turn. */
  turns: z.int().min(1),
  sentences: z.int().min(0),
  text: z.string(),
  /** UTF-16 units of the turn's text, [start, end). */
  start: z.int().min(0),
  end: z.int().min(0),
  speaker: z.string(),
  side: Side,
  startMs: z.int().min(0).nullable(),
  endMs: z.int().min(0).nullable(),
  /** The turns before it, its own, and those behind it. */
  around: z.array(PassageTurn),
  /** The analysis whose claims these are: the newest of this version; null where there is none. */
  analysisId: z.string().nullable(),
  claims: z.array(PassageClaim),
  /** Where the report opens at this turn, on the server; null where the version has no report. */
  path: z.string().nullable(),
});
export type Passage = z.infer<typeof Passage>;
