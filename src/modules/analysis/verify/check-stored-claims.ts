import type { Evidence, RefusedClaim, Transcript, UsedMethod } from '#contracts';
import { createDocument } from '../language/index.ts';
import { createEvidenceChecker } from './check-evidence.ts';
import { policyFor } from './policy-for.ts';

/**
 * Checks stored evidence against the stored turns once more. Returns what no longer holds, with the path of each in
 * `field` (such as `findings.objections.0`).
 */
export function checkStoredClaims({
  transcript,
  evidenceAt,
  methods,
}: {
  transcript: Transcript;
  /** The methods that the stored result was made by. */
  methods: readonly UsedMethod[];
  evidenceAt: ReadonlyMap<string, Evidence>;
}): RefusedClaim[] {
  const only = new Set([...evidenceAt.values()].map(({ turn }) => turn));
  const checker = createEvidenceChecker({ document: createDocument({ transcript, only }) });
  const broken: RefusedClaim[] = [];
  for (const [field, evidence] of evidenceAt) {
    const list = field.replace(/^findings\./, '').replaceAll(/\.\d+/g, '');
    const { refusal } = checker.check({ evidence, policy: policyFor(list, methods) });
    if (refusal !== null) {
      broken.push({
        field,
        reason: refusal.reason,
        quote: evidence.quote,
        turn: evidence.turn,
        detail: refusal.detail,
      });
    }
  }
  return broken;
}
