import type { EvaluationRow } from './evaluation-row.ts';
import { rates, type Score } from './match-truth.ts';
import { type CallsScore, readJudgedCalls, scoreCalls } from './score-calls.ts';

const folders = {
  examples: new URL('../examples/calls/', import.meta.url),
  'held-out': new URL('./heldout/', import.meta.url),
} as const;

const notes: Readonly<Record<keyof typeof folders, string>> = {
  examples: 'Our own calls, on which the lexicons were developed and the weights were fitted.',
  'held-out': 'Calls by someone who has not seen the lexicons; never tuned on.',
};

/** What of the findings is reported, in this order. */
const measures = [
  'objections',
  'buyingSignals',
  'questions',
  'commitments',
  'risks',
  'competitors',
  'products',
  'people',
  'amounts',
  'dates',
  'stage',
  'topics',
  'sentiment',
  'turning points',
  'turning points within two turns',
  'qualification',
] as const;

/** Scores the rules on the example calls and on the held-out ones; F1 each, what else is known in the note. */
export function evaluate(): { rows: EvaluationRow[] } {
  return { rows: [...rowsOf('examples'), ...rowsOf('held-out')] };
}

function rowsOf(set: keyof typeof folders): EvaluationRow[] {
  const score = scoreCalls(readJudgedCalls(folders[set]));
  const rows = measures.flatMap((name) => {
    const found = score.scores.get(name);
    return found === undefined ? [] : [rowOf({ set, name, found, calls: score.calls })];
  });
  return [...rows, ...wholeRows(set, score)];
}

function rowOf(options: { set: keyof typeof folders; name: string; found: Score; calls: number }): EvaluationRow {
  const { set, name, found, calls } = options;
  const { precision, recall, f1 } = rates(found);
  const aside = [...found.aside]
    .filter(([, { asked }]) => asked > 0)
    .map(([what, { right, asked }]) => `${what} right ${percent(right / asked)}`);
  return {
    measure: `${name} (${set})`,
    sample: `${found.truths} in ${calls} calls`,
    floor: null,
    published: null,
    reached: Number.isFinite(f1) ? f1 : 1,
    unit: 'F1',
    note: [`precision ${percent(precision)}, recall ${percent(recall)}`, ...aside, notes[set]].join('; '),
  };
}

function wholeRows(set: keyof typeof folders, score: CallsScore): EvaluationRow[] {
  const common = { floor: null, published: null, unit: 'share', note: notes[set] };
  return [
    {
      ...common,
      measure: `traps avoided (${set})`,
      sample: `${score.traps.asked} traps`,
      reached: 1 - score.traps.fired / Math.max(1, score.traps.asked),
    },
    {
      ...common,
      measure: `claims the verifier kept (${set})`,
      sample: `${score.proposed} claims`,
      reached: 1 - score.refused / Math.max(1, score.proposed),
    },
  ];
}

function percent(share: number): string {
  return Number.isFinite(share) ? `${Math.round(share * 100)} %` : 'not defined';
}
