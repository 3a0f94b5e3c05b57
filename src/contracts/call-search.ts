import { z } from 'zod';
import { Evidence } from './evidence.ts';

/** A stretch of a call that answers a question, with the sentence in it that says most of what was asked. */
export const CallSearchHit = z.strictObject({ fromTurn: z.int(), toTurn: z.int(), evidence: Evidence });
export type CallSearchHit = z.infer<typeof CallSearchHit>;
