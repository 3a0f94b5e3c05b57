import type { Evidence } from '#contracts';
import type { EvidencePolicy, Refusal } from './check-evidence.ts';

/** Notes what was refused while the lists of the findings are gone through. */
export interface Sieve {
  /** The evidence as it stands in the turn, or null when it is refused (and counted). */
  pass(options: { evidence: Evidence; policy: EvidencePolicy; also?: () => Refusal | null }): Evidence | null;
}
