import type { Evidence, Findings, RefusalReason, RefusedClaim, Verification } from '#contracts';
import type { Document } from '../language/document.ts';
import { createEvidenceChecker, type EvidencePolicy, type Refusal } from './check-evidence.ts';
import type { Sieve } from './sieve.ts';
import { verifyClaims } from './verify-claims.ts';
import { verifyQualification } from './verify-qualification.ts';
import { createWordingGround } from './wording-ground.ts';

export interface VerifyOptions {
  readonly document: Document;
  readonly findings: Findings;
  /** Claims that an engine proposed and whose place in the call could not even be looked up. */
  readonly unlocated: readonly RefusedClaim[];
  readonly currency: string;
}

/**
 * Passes every claim through the check, without a model, and keeps those that hold: the quote stands in its turn word
 * for word, nothing that turns it was cut off, the side fits, and the wording counts, dates, names, denies and settles
 * no more than the quote does. Returns the findings that hold, and the refused ones by reason.
 */
export function verifyFindings(options: VerifyOptions): { findings: Findings; verification: Verification } {
  const { document, findings, currency } = options;
  const refused: RefusedClaim[] = [...options.unlocated];
  let kept = 0;
  const checker = createEvidenceChecker({ document });
  const sieve: Sieve = {
    pass: ({ evidence, policy, also }) => {
      const checked = checker.check({ evidence, policy });
      const refusal = checked.refusal ?? also?.() ?? null;
      if (refusal !== null || checked.refusal !== null) {
        refused.push(refusedClaim({ evidence, policy, refusal: refusal ?? checked.refusal }));
        return null;
      }
      kept += 1;
      return checked.evidence;
    },
  };
  const ground = createWordingGround({ document, currency });
  const verified: Findings = {
    ...verifyClaims({ findings, sieve, ground }),
    ...verifyQualification({ findings, sieve, ground }),
  };
  return { findings: verified, verification: summarize({ kept, refused }) };
}

function summarize({ kept, refused }: { kept: number; refused: readonly RefusedClaim[] }): Verification {
  const refusedByReason: Partial<Record<RefusalReason, number>> = {};
  for (const { reason } of refused) refusedByReason[reason] = (refusedByReason[reason] ?? 0) + 1;
  return { proposed: kept + refused.length, kept, refused: [...refused], refusedByReason };
}

function refusedClaim({
  evidence,
  policy,
  refusal,
}: {
  evidence: Evidence;
  policy: EvidencePolicy;
  refusal: Refusal | null;
}): RefusedClaim {
  return {
    field: policy.field,
    reason: refusal?.reason ?? 'malformed',
    quote: evidence.quote,
    turn: evidence.turn,
    detail: refusal?.detail ?? 'The claim could not be read.',
  };
}
