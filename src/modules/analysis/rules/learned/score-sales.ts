import { type BuyerModels, type BuyerSentence, scoreBuyerSentences } from '../../buyer-models/index.ts';
import type { Sentence } from '../../language/index.ts';
import type { RuleContext } from '../rule-context.ts';
import type { SalesModels } from './sales-models.ts';
import { talkFeaturesOf } from './talk-features.ts';
import { textFeaturesOf } from './text-features.ts';

/** What a sentence of the buyer may be. */
export type Head = 'objection' | 'signal' | 'risk';

/** What the models say of the buyer's sentences; log-odds throughout, -Infinity where nothing is scored. */
export interface SalesScores {
  /** That the words of a sentence are of a label such as `qualify.pain`. */
  text(options: { sentence: Sentence; label: string }): number;
  /** That a sentence is one: the mean of two models that read words and place differently. */
  head(options: { sentence: Sentence; head: Head }): number;
  /** That it is of this kind, among the others. */
  kind(options: { sentence: Sentence; head: Head; kind: string }): number;
}

/** Scores the sentences of the external side; each is read once and scored for a label when it is asked for. */
export function scoreSales(options: { models: SalesModels; buyer: BuyerModels; context: RuleContext }): SalesScores {
  const { models, buyer, context } = options;
  const byBuyer = scoreBuyerSentences({ document: context.document, models: buyer });
  const text = textScorer({ models, context });
  return {
    text,
    head: ({ sentence, head }) => {
      const scored = byBuyer[sentence.index];
      const model = models.talk.get(head);
      if (scored === null || scored === undefined || model === undefined) return Number.NEGATIVE_INFINITY;
      const place = talkFeaturesOf(context, sentence);
      const sum = place.reduce((total, value, index) => total + value * (model.weights[index] ?? 0), 0);
      const own = model.constant + model.text * text({ sentence, label: head }) + sum;
      return (own + logOddsOf(scored[head].probability)) / 2;
    },
    kind: ({ sentence, head, kind }) => {
      const scored = byBuyer[sentence.index];
      if (scored === null || scored === undefined) return Number.NEGATIVE_INFINITY;
      return kindLogOdds(scored, { head, kind }) + text({ sentence, label: `${head}.${kind}` }) / 2;
    },
  };
}

function kindLogOdds(scored: BuyerSentence, { head, kind }: { head: Head; kind: string }): number {
  for (const [name, logOdds] of scored[head].kinds) if (name === kind) return logOdds;
  return Number.NEGATIVE_INFINITY;
}

function logOddsOf(probability: number): number {
  const kept = Math.min(0.999_999, Math.max(0.000_001, probability));
  return Math.log(kept / (1 - kept));
}

function textScorer(options: { models: SalesModels; context: RuleContext }): SalesScores['text'] {
  const { models, context } = options;
  const rows = new Map<number, { readonly ids: readonly number[]; readonly scale: number }>();
  return ({ sentence, label }) => {
    const model = models.text.get(label);
    const tokens = context.tokens[sentence.index];
    if (model === undefined || tokens === undefined || sentence.side !== 'external') return Number.NEGATIVE_INFINITY;
    let row = rows.get(sentence.index);
    if (row === undefined) {
      const features = textFeaturesOf(tokens);
      const ids = features.flatMap((feature) => models.vocabulary.get(feature) ?? []);
      row = { ids, scale: 1 / Math.sqrt(Math.max(1, features.length)) };
      rows.set(sentence.index, row);
    }
    return model.constant + row.scale * row.ids.reduce((total, id) => total + (model.weights[id] ?? 0), 0);
  };
}
