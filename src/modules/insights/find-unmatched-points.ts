import type { AnalyzedCall, Findings } from '#contracts';
import { findWords, isStopWord, stem } from '#modules/analysis';

/** The share of a point's words that one claim has to have. */
const enough = 0.5;

/**
 * The points for which no claim of the findings has half of their content words: by words alone, the same every time.
 * Names of those who speak carry nothing, since they stand in most points. A point without other words is left out.
 */
export function findUnmatchedPoints({
  points,
  findings,
  call,
}: {
  points: readonly string[];
  findings: Findings;
  call: Pick<AnalyzedCall, 'parties' | 'turns'>;
}): string[] {
  const names = [...call.parties.map(({ name }) => name), ...call.turns.map(({ speaker }) => speaker)];
  const silent = contentOf(names.join(' '), new Set());
  const claims = textsOf(findings).map((text) => contentOf(text, silent));
  return points.filter((point) => {
    const content = [...contentOf(point, silent)];
    if (content.length === 0) return false;
    return !claims.some((claim) => content.filter((word) => claim.has(word)).length / content.length >= enough);
  });
}

/** What the report says of the matter of a call: wordings and quotes, without what is only counted or marked. */
function textsOf(findings: Findings): string[] {
  const { brief, keyPoints, outcome, decisions, problems, commitments } = findings;
  const { objections, buyingSignals, questions, risks } = findings;
  const worded = [...brief, ...keyPoints, ...(outcome === null ? [] : [outcome]), ...decisions, ...problems];
  return [
    ...[...worded, ...commitments].map(({ text, quote }) => `${text} ${quote}`),
    ...[...objections, ...questions].map(({ quote, answerEvidence }) => `${quote} ${answerEvidence?.quote ?? ''}`),
    ...[...buyingSignals, ...risks].map(({ quote }) => quote),
  ];
}

function contentOf(text: string, silent: ReadonlySet<string>): Set<string> {
  const words = findWords(text).map(({ lower }) => lower.replace(/'s$/u, ''));
  return new Set(words.flatMap((word) => (isStopWord(word) || silent.has(stem(word)) ? [] : [stem(word)])));
}
