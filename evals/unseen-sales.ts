import type { Claim } from '#contracts';
import { createDocument, type Sentence } from '#modules/analysis';
import { findSmallTalk, loadSummaryLexicon } from '#modules/analysis/summary';
import { createPhrasingFinder } from '../scripts/train/create-phrasing-finder.ts';
import { fitUnseenSales, type UnseenSales } from '../scripts/train/fit-unseen-sales.ts';
import { readOwnWorld } from '../scripts/train/read-own-world.ts';
import {
  createRuleContext,
  findBuyingSignals,
  findCommitments,
  findObjections,
  findRisks,
  type RuleContext,
} from '../src/modules/analysis/rules/index.ts';
import { type SalesScores, scoreSales } from '../src/modules/analysis/rules/learned/index.ts';
import { loadMatcher } from '../src/modules/analysis/rules/lexicons/index.ts';
import type { EvaluationRow } from './evaluation-row.ts';
import { overlaps, placesOf } from './match-truth.ts';
import { intervalOf, resample } from './measures.ts';
import { exampleSettings, type JudgedCall, readJudgedCalls } from './score-calls.ts';

type Call = Pick<JudgedCall, 'name' | 'transcript' | 'truth'>;
type Groups = (sentence: Sentence) => string;

interface Count {
  readonly found: number;
  readonly truths: number;
  readonly hits: number;
}

const measures = ['objections', 'buyingSignals', 'risks'] as const;
type Measure = (typeof measures)[number];

const about = 'models fitted anew without the calls, or without the written scenes, that are judged; in five folds';

/** Objections, signals and risks with models that have not seen what they judge: the committed ones have. */
export function evaluate(): { rows: EvaluationRow[] } {
  const modelsOf = fitUnseenSales({ seed: 1 });
  const findPhrasing = createPhrasingFinder();
  function bySentence({ transcript }: Call): Groups {
    return ({ turn, start, end }) => {
      const text = (transcript.turns[turn]?.text ?? '').slice(start, end);
      return findPhrasing(text)?.scene ?? text;
    };
  }
  function byCall({ name }: Call): Groups {
    return () => name;
  }
  const sets = [
    { name: 'examples', calls: readCalls('../examples/calls/'), groupsOf: byCall },
    { name: 'development', calls: readCalls('./development/'), groupsOf: byCall },
    { name: 'own phrasings of the world', calls: readOwnWorld(), groupsOf: bySentence },
  ];
  const rows = sets.flatMap(({ name, calls, groupsOf }) => {
    const counted = calls.map((call) => countCall({ call, groups: groupsOf(call), modelsOf }));
    return measures.map((measure) => rowOf({ name, measure, counts: counted.map((count) => count[measure]) }));
  });
  return { rows };
}

function readCalls(folder: string): JudgedCall[] {
  return readJudgedCalls(new URL(folder, import.meta.url));
}

function countCall(options: {
  call: Call;
  groups: Groups;
  modelsOf: (group: string) => UnseenSales;
}): Record<Measure, Count> {
  const { transcript, truth } = options.call;
  const document = createDocument({ transcript });
  const context = createRuleContext({
    input: { transcript, settings: exampleSettings() },
    document,
    matcher: loadMatcher({ added: [] }),
  });
  const sales = unseenScores({ ...options, context });
  const objections = findObjections({ context, sales });
  const commitments = findCommitments(context);
  const found = {
    objections,
    buyingSignals: findBuyingSignals({ context, sales, commitments }),
    risks: findRisks({
      context,
      sales,
      objections,
      commitments,
      smallTalk: findSmallTalk(document, loadSummaryLexicon({})),
    }),
  };
  const risks = truth.risks.flatMap((risk) => (risk.quote === null ? [] : [{ ...risk, quote: risk.quote }]));
  const wanted = { objections: truth.objections, buyingSignals: truth.buyingSignals, risks };
  function count(measure: Measure): Count {
    return compared({ transcript, found: found[measure], wanted: wanted[measure] });
  }
  return { objections: count('objections'), buyingSignals: count('buyingSignals'), risks: count('risks') };
}

/** The scores of each sentence by the models that have not seen its group. */
function unseenScores(options: {
  context: RuleContext;
  groups: Groups;
  modelsOf: (group: string) => UnseenSales;
}): SalesScores {
  const { context, groups, modelsOf } = options;
  const scorers = new Map<UnseenSales, SalesScores>();
  function scorerOf(sentence: Sentence): SalesScores {
    const models = modelsOf(groups(sentence));
    const known = scorers.get(models) ?? scoreSales({ models: models.sales, buyer: models.buyer, context });
    scorers.set(models, known);
    return known;
  }
  return {
    text: (asked) => scorerOf(asked.sentence).text(asked),
    head: (asked) => scorerOf(asked.sentence).head(asked),
    kind: (asked) => scorerOf(asked.sentence).kind(asked),
  };
}

function compared(options: {
  transcript: Call['transcript'];
  found: readonly Claim[];
  wanted: readonly { quote: string; speaker?: string | null | undefined }[];
}): Count {
  const open = new Set(options.found);
  let hits = 0;
  for (const entry of options.wanted) {
    const places = placesOf(options.transcript, entry);
    const hit = [...open].find((claim) => places.some((place) => overlaps(place, claim)));
    if (hit !== undefined) hits += 1;
    if (hit !== undefined) open.delete(hit);
  }
  return { found: options.found.length, truths: options.wanted.length, hits };
}

function rowOf(options: { name: string; measure: Measure; counts: readonly Count[] }): EvaluationRow {
  const { name, measure, counts } = options;
  const total = sumOf(counts, () => 1);
  const drawn = resample({ size: counts.length, samples: 1000, seed: 1 }).map((times) =>
    f1Of(sumOf(counts, (index) => times[index] ?? 0)),
  );
  return {
    measure: `${measure} (${name}, unseen)`,
    sample: `${total.truths} in ${counts.length} calls`,
    floor: null,
    published: null,
    reached: f1Of(total),
    interval: intervalOf(drawn),
    unit: 'F1',
    note: `precision ${percent(total.hits / total.found)}, recall ${percent(total.hits / total.truths)}; ${about}`,
  };
}

function sumOf(counts: readonly Count[], timesOf: (index: number) => number): Count {
  const total = { found: 0, truths: 0, hits: 0 };
  counts.forEach((count, index) => {
    total.found += count.found * timesOf(index);
    total.truths += count.truths * timesOf(index);
    total.hits += count.hits * timesOf(index);
  });
  return total;
}

function f1Of({ found, truths, hits }: Count): number {
  return found + truths === 0 ? 0 : (2 * hits) / (found + truths);
}

function percent(share: number): string {
  return Number.isFinite(share) ? `${Math.round(share * 100)} %` : 'not defined';
}
