import type { AnalysisEnvelope, ReadingWarning, RefusedClaim } from '#contracts';
import type { analyses } from './tables.ts';

type Row = Omit<typeof analyses.$inferSelect, 'summary' | 'resultHash' | 'proofHash' | 'answersHash'>;

/** What stands beside the result of a stored analysis. */
export function envelopeOf({
  row,
  source,
  warnings,
  brokenClaims,
}: {
  row: Row;
  source: string;
  warnings: readonly ReadingWarning[];
  brokenClaims: readonly RefusedClaim[];
}): AnalysisEnvelope {
  return {
    callId: row.callId,
    callVersion: row.callVersion,
    analysisId: row.id,
    analysisVersion: row.analysisVersion,
    source,
    analyzedAt: row.createdAt.toISOString(),
    durationMs: row.durationMs,
    costMicroUsd: row.costMicroUsd,
    warnings: [...warnings],
    brokenClaims: [...brokenClaims],
  };
}
