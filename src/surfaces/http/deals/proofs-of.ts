import type { ChangeEvidence } from '#contracts';
import type { DealProof } from '#modules/reports';

/** The quotes among what something stands on, each with the turn that it opens. */
export function proofsOf(evidence: readonly Pick<ChangeEvidence, 'callId' | 'evidence'>[]): DealProof[] {
  return evidence.flatMap(({ callId, evidence: said }) =>
    said === null ? [] : [{ callId, turn: said.turn, quote: said.quote, speaker: said.speaker }],
  );
}
