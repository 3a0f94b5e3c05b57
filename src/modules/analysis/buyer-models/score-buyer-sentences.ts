import type { BuyingSignalKind, ObjectionKind, RiskKind } from '#contracts';
import type { Document } from '../language/index.ts';
import { probabilityOf } from '../sentence-models/index.ts';
import { type FeatureRow, featureIdsOf, featureRowOf } from './feature-row.ts';
import type { BuyerModels, HeadModel, LinearModel } from './load-buyer-models.ts';
import { createReader } from './reader.ts';
import { createUtterances } from './utterance.ts';

/** How surely a sentence is one, and of which kind it would be. */
export interface BuyerScore<Kind extends string> {
  /** The likeliest kind. */
  readonly kind: Kind;
  /** 0 to 1. */
  readonly probability: number;
  /** The log-odds above the threshold that was chosen on calls left out: from 0 on it counts as one. */
  readonly margin: number;
  /** The log-odds of each kind among the others. */
  readonly kinds: ReadonlyMap<Kind, number>;
}

export interface BuyerSentence {
  readonly objection: BuyerScore<ObjectionKind>;
  readonly signal: BuyerScore<BuyingSignalKind>;
  readonly risk: BuyerScore<RiskKind>;
}

/**
 * Scores what each sentence of the external side does, by `sentence.index`; null for other sides. About 30 ms for an
 * hour of talk.
 */
export function scoreBuyerSentences(options: {
  readonly document: Document;
  readonly models: BuyerModels;
}): (BuyerSentence | null)[] {
  const { document, models } = options;
  const utteranceOf = createUtterances({ document, reader: createReader(models.concepts) });
  return document.sentences.map((sentence) => {
    if (sentence.side !== 'external') return null;
    const ids = featureIdsOf(utteranceOf(sentence), models.features);
    const row = featureRowOf(ids, models.features.count);
    const kindRow = featureRowOf(ids, models.kindFeatureCount);
    return {
      objection: scoreHead(models.objection, { row, kindRow }),
      signal: scoreHead(models.signal, { row, kindRow }),
      risk: scoreHead(models.risk, { row, kindRow }),
    };
  });
}

function scoreHead<Kind extends string>(
  head: HeadModel<Kind>,
  rows: { readonly row: FeatureRow; readonly kindRow: FeatureRow },
): BuyerScore<Kind> {
  const logOdds = scoreRow(head, rows.row);
  const margin = logOdds - head.threshold;
  const kinds = new Map<Kind, number>();
  const ranked = head.kinds.map(({ kind, model }) => ({ kind, logOdds: scoreRow(model, rows.kindRow) }));
  for (const { kind, logOdds: own } of ranked) kinds.set(kind, own);
  const best = ranked.reduce((one, other) => (other.logOdds > one.logOdds ? other : one));
  return { kind: best.kind, probability: probabilityOf(logOdds), margin, kinds };
}

function scoreRow(model: LinearModel, row: FeatureRow): number {
  let sum = 0;
  for (let place = 0; place < row.ids.length; place += 1) sum += model.weights[row.ids[place] ?? 0] ?? 0;
  return model.constant + sum * row.value;
}
