import { z } from 'zod';
import { CrmRecordType } from '#contracts';

const LinkMethod = z.enum(['email', 'domain', 'name', 'association', 'manual']);

/** A record that a call is about, and why we think so. */
export const CallLink = z.strictObject({
  objectType: CrmRecordType,
  recordId: z.string(),
  name: z.string().nullable(),
  /** The participant who stands for it, where it is one. */
  party: z.string().nullable(),
  method: LinkMethod,
  confidence: z.number().min(0).max(1),
  evidence: z.string(),
});
export type CallLink = z.infer<typeof CallLink>;

export const MatchState = z.enum(['matched', 'partly', 'ambiguous', 'unmatched']);
export type MatchState = z.infer<typeof MatchState>;

/** A deal that might be meant, with what speaks for it. */
export const DealCandidate = z.strictObject({
  recordId: z.string(),
  name: z.string().nullable(),
  score: z.number(),
  because: z.array(z.string()),
});
export type DealCandidate = z.infer<typeof DealCandidate>;

export const CallMatch = z.strictObject({
  callId: z.string(),
  state: MatchState,
  manual: z.boolean(),
  attempts: z.int(),
  /** How often somebody has said what it is about. */
  corrections: z.int(),
  links: z.array(CallLink),
  /** The deals between which nothing decides; empty where one is meant, or none is there. */
  candidates: z.array(DealCandidate),
});
export type CallMatch = z.infer<typeof CallMatch>;
