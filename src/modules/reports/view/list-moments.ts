import type { AnalysisReport } from '#contracts';
import { collectClaims } from './collect-claims.ts';

/** The moments at which the claims of a report begin, each once, in milliseconds. */
export function listMoments({ result }: AnalysisReport): number[] {
  const moments = collectClaims(result.findings).flatMap(({ evidence }) => evidence.startMs ?? []);
  return [...new Set(moments)].sort((left, right) => left - right);
}
