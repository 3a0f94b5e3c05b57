import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { analyzeByRules, chooseMethods } from '#modules/analysis';
import type { EvaluationRow } from './evaluation-row.ts';
import { overlaps, placesOf, rates, type Score } from './match-truth.ts';
import { exampleSettings, type JudgedCall, readJudgedCalls } from './score-calls.ts';

/** Where a result has each element that we show by what we do. */
const places = {
  upFrontContract: ['sandler', 'upFrontContract'],
  teaching: ['challenger', 'teach'],
  tailoring: ['challenger', 'tailor'],
  control: ['challenger', 'takeControl'],
} as const;
type Element = keyof typeof places;

const Quotes = z.array(z.string().min(1));
const Truths = z.record(
  z.string(),
  z.strictObject({ upFrontContract: Quotes, teaching: Quotes, tailoring: Quotes, control: Quotes }),
);

const names: readonly Element[] = ['upFrontContract', 'teaching', 'tailoring', 'control'];

/**
 * Compares what we do in the example calls with what a reader marked before the phrases were written: an element is hit
 * where its quote meets one of the marked sentences; unknown on both sides counts nowhere.
 */
export function scoreSellerElements(calls: readonly JudgedCall[]): ReadonlyMap<Element, Score> {
  const truths = Truths.parse(JSON.parse(readFileSync(new URL('seller-truths.json', import.meta.url), 'utf8')));
  const methods = chooseMethods({ qualifyBy: ['challenger', 'sandler'] });
  const scores = new Map(
    names.map((name): [Element, Score] => [name, { found: 0, truths: 0, hits: 0, aside: new Map() }]),
  );
  for (const { name, transcript } of calls) {
    const { qualification } = analyzeByRules({ input: { transcript, settings: { ...exampleSettings(), methods } } });
    for (const [element, score] of scores) {
      const [method, key] = places[element];
      const found = qualification[method]?.[key];
      const marked = (truths[name]?.[element] ?? []).flatMap((quote) => placesOf(transcript, { quote }));
      if (marked.length > 0) score.truths += 1;
      if (found?.status !== 'known') continue;
      score.found += 1;
      if (marked.some((place) => overlaps(place, found))) score.hits += 1;
    }
  }
  return scores;
}

/** Scores them on the example calls; F1 each. */
export function evaluate(): { rows: EvaluationRow[] } {
  const calls = readJudgedCalls(new URL('../examples/calls/', import.meta.url));
  const rows = [...scoreSellerElements(calls)].map(([name, score]) => {
    const { precision, recall, f1 } = rates(score);
    return {
      measure: `${name} (examples)`,
      sample: `${score.truths} in ${calls.length} calls`,
      floor: null,
      published: null,
      reached: Number.isFinite(f1) ? f1 : 0,
      unit: 'F1' as const,
      note: `precision ${Math.round(precision * 100)} %, recall ${Math.round(recall * 100)} %`,
    };
  });
  return { rows };
}
