import type { Findings } from '#contracts';
import { analyzeByRules, createDocument, verifyFindings } from '#modules/analysis';
import { generateWorld } from '../simulators/world/index.ts';
import type { Call, World } from '../simulators/world/schema.ts';
import type { EvaluationRow } from './evaluation-row.ts';
import { rates, type Score, type Scores, scoreCall } from './match-truth.ts';
import { intervalOf, resample } from './measures.ts';
import { readWorldCall, worldTruthOf } from './read-world-call.ts';
import { exampleSettings } from './score-calls.ts';

/** The world that is judged: always the same one. */
export const judgedWorld = { seed: 'evaluation', today: '2026-11-16' } as const;

const phrasings = ['own', 'outside'] as const;

/** What of the findings is reported, in this order. */
const measures = [
  'objections',
  'buyingSignals',
  'questions',
  'commitments',
  'competitors',
  'amounts',
  'dates',
  'risks',
  'stage',
  'sentiment of the call',
  'sentiment of the buyer',
] as const;

const notes: Readonly<Record<(typeof phrasings)[number], string>> = {
  own: 'phrased by who also wrote the generator; the models have learned from these phrasings',
  outside: 'phrased by someone who has not seen the rules or their words',
};

/** Scores the rules on every call of the generated world, apart for who phrased it. */
export function evaluate(): { rows: EvaluationRow[] } {
  const world = generateWorld(judgedWorld);
  const calls = [...world.calls, ...world.upcomingCalls];
  const rows = phrasings.flatMap((phrasing) => {
    const scored = calls.filter((call) => call.phrasing === phrasing).map((call) => scoreOne({ world, call }));
    return measures.map((measure) => rowOf({ measure, phrasing, scored }));
  });
  return { rows };
}

function scoreOne({ world, call }: { world: World; call: Call }): Scores {
  const settings = exampleSettings();
  const transcript = readWorldCall({ world, call });
  const { findings } = verifyFindings({
    document: createDocument({ transcript }),
    findings: analyzeByRules({ input: { transcript, settings } }),
    unlocated: [],
    currency: settings.currency,
  });
  const scores: Scores = new Map();
  scoreCall({ transcript, findings, truth: worldTruthOf(call), scores });
  scoreSentiment({ findings, call, scores });
  return scores;
}

function scoreSentiment({ findings, call, scores }: { findings: Findings; call: Call; scores: Scores }): void {
  const { overall, sides } = findings.sentiment;
  const buyer = sides.find(({ side }) => side === 'external')?.label ?? null;
  const pairs = [
    ['sentiment of the call', overall.label, call.truth.sentiment.overall],
    ['sentiment of the buyer', buyer, call.truth.sentiment.external],
  ] as const;
  for (const [name, found, wanted] of pairs) {
    scores.set(name, { found: found === null ? 0 : 1, truths: 1, hits: found === wanted ? 1 : 0, aside: new Map() });
  }
}

function rowOf({
  measure,
  phrasing,
  scored,
}: {
  measure: (typeof measures)[number];
  phrasing: (typeof phrasings)[number];
  scored: readonly Scores[];
}): EvaluationRow {
  const each = scored.map((scores) => scores.get(measure) ?? emptyScore());
  const total = sumOf(each.map((score) => ({ score, times: 1 })));
  const { precision, recall, f1 } = rates(total);
  const drawn = resample({ size: each.length, samples: 1000, seed: 1 }).map((times) =>
    f1Of(sumOf(each.map((score, index) => ({ score, times: times[index] ?? 0 })))),
  );
  const aside = [...total.aside]
    .filter(([, { asked }]) => asked > 0)
    .map(([what, { right, asked }]) => `${what} right ${percent(right / asked)} of ${asked}`);
  return {
    measure: `${measure} (${phrasing})`,
    sample: `${total.truths} in ${scored.length} calls`,
    floor: null,
    published: null,
    reached: Number.isFinite(f1) ? f1 : 0,
    interval: intervalOf(drawn),
    unit: 'F1',
    note: [`precision ${percent(precision)}, recall ${percent(recall)}`, ...aside, notes[phrasing]].join('; '),
  };
}

function sumOf(parts: readonly { score: Score; times: number }[]): Score {
  const total = emptyScore();
  for (const { score, times } of parts) {
    total.found += score.found * times;
    total.truths += score.truths * times;
    total.hits += score.hits * times;
    for (const [name, { right, asked }] of score.aside) {
      const known = total.aside.get(name) ?? { right: 0, asked: 0 };
      total.aside.set(name, { right: known.right + right * times, asked: known.asked + asked * times });
    }
  }
  return total;
}

function emptyScore(): Score {
  return { found: 0, truths: 0, hits: 0, aside: new Map() };
}

function f1Of(score: Score): number {
  const { f1 } = rates(score);
  return Number.isFinite(f1) ? f1 : 0;
}

function percent(share: number): string {
  return Number.isFinite(share) ? `${Math.round(share * 100)} %` : 'not defined';
}
