import type { ChangeEvidence, Claim, Evidence } from '#contracts';

/** Claims as the proof of a change: the quote, where it stands and who said it. */
export function proofOf({ callId, claims }: { callId: string; claims: readonly Claim[] }): ChangeEvidence[] {
  return claims.map((claim) => ({ callId, claimId: claim.id, evidence: evidenceIn(claim), note: null }));
}

/** Proof that is no quote: a figure of the whole call, or a rule over it. */
export function noteOf({ callId, note }: { callId: string; note: string }): ChangeEvidence {
  return { callId, claimId: null, evidence: null, note };
}

function evidenceIn({ quote, turn, start, end, speaker, side, sentence, startMs, endMs }: Claim): Evidence {
  return { quote, turn, start, end, speaker, side, sentence, startMs, endMs };
}
