import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { rankBy } from '#modules/assistant';
import { fitIntents, type IntentExample } from '../scripts/train/train-intents.ts';
import type { EvaluationRow } from './evaluation-row.ts';

/** Enough of each intent to compare methods by; all of them take twice as long and gain little. */
const examplesPerIntent = 50;
const outOfScope = 'oos';
const Line = z.object({ text: z.string(), intent: z.string() });

/** Fits the assistant's own recognizer on other people's questions and judges it on what it has not seen. */
export function evaluate({ dataDirectory }: { dataDirectory: string }): { rows: EvaluationRow[] } {
  function read(file: string): IntentExample[] {
    return readFileSync(join(dataDirectory, 'intent_clinc150', file), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => Line.parse(JSON.parse(line)));
  }
  const taken = new Map<string, number>();
  const known = read('dev_train.jsonl').filter(({ intent }) => {
    const count = taken.get(intent) ?? 0;
    taken.set(intent, count + 1);
    return count < examplesPerIntent;
  });
  const model = fitIntents({
    examples: [...known, ...read('dev_oos_train.jsonl')],
    provenance: {},
    strangersIntent: outOfScope,
  });
  const inside = read('dev_val.jsonl').map((one) => ({ ...one, ranked: rankBy(model, one.text) }));
  const outside = read('dev_oos_val.jsonl').map((one) => ({ ...one, ranked: rankBy(model, one.text) }));
  const least = 0.3;
  function takenFor({ ranked }: (typeof inside)[number]) {
    const [best] = ranked;
    return best === undefined || best.certainty < least ? outOfScope : best.intent;
  }
  const right = inside.filter((one) => one.ranked[0]?.intent === one.intent).length;
  const kept = inside.filter((one) => takenFor(one) === one.intent).length;
  const refused = outside.filter((one) => takenFor(one) === outOfScope).length;
  const common = { floor: null, unit: 'share' };
  const fitted = `fitted on ${examplesPerIntent} questions of each of 150 intents, without the neighbors that a neural model brings`;
  const rows: EvaluationRow[] = [
    {
      ...common,
      measure: 'intent right, in scope',
      sample: `${inside.length} questions`,
      published: 0.928,
      reached: right / inside.length,
      note: `${fitted}; published: a linear model on 100 of each, on the test part`,
    },
    {
      ...common,
      measure: 'intent right, in scope, with refusal',
      sample: `${inside.length} questions`,
      published: null,
      reached: kept / inside.length,
      note: `below a certainty of ${least} a question is refused, as the assistant does`,
    },
    {
      ...common,
      measure: 'out of scope refused',
      sample: `${outside.length} questions`,
      published: 0.31,
      reached: refused / outside.length,
      note: 'the same threshold; published: a linear model, on the test part',
    },
  ];
  return { rows };
}
