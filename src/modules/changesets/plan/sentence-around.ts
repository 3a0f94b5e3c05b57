import type { AnalysisReport, Evidence } from '#contracts';

/** The sentence of the turn that a quote stands in, for words that say what the quote is about. */
export function sentenceAround({ report, place }: { report: AnalysisReport; place: Evidence }): string {
  const text = report.result.call.turns.find(({ turn }) => turn === place.turn)?.text ?? '';
  const before = text.slice(0, place.start);
  const start = Math.max(...[...before.matchAll(/[.?!](?=\s)/g)].map(({ index }) => index + 1), 0);
  const after = /[.?!](?=\s|$)/.exec(text.slice(place.end));
  const end = after === null ? text.length : place.end + after.index + 1;
  return text.slice(start, end).trim();
}
