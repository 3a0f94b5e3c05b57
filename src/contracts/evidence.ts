import { z } from 'zod';
import { Side } from './side.ts';

/** Where something was said: a slice of one stored turn. `start` and `end` are UTF-16 units, [start, end). */
export const Evidence = z.strictObject({
  quote: z.string().min(1),
  turn: z.int().min(0),
  start: z.int().min(0),
  end: z.int().min(1),
  speaker: z.string().min(1),
  side: Side,
  /** The sentence the quote begins in, as `turn.sentence`; with the call's id before it, `callId#turn.sentence`. */
  sentence: z.string().regex(/^\d+\.\d+$/),
  startMs: z.int().min(0).nullable(),
  endMs: z.int().min(0).nullable(),
});
export type Evidence = z.infer<typeof Evidence>;

/** Something that was found out, with its proof, how sure we are (0 to 1) and the rule or prompt that found it. */
export const Claim = Evidence.extend({
  id: z.string().min(1),
  confidence: z.number().min(0).max(1),
  rule: z.string().min(1),
});
export type Claim = z.infer<typeof Claim>;

/** A sentence of prose that stands on its quote. By `rules` the text is the quote, tidied. */
export const Statement = Claim.extend({ text: z.string().min(1) });
export type Statement = z.infer<typeof Statement>;
