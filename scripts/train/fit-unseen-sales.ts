import { type BuyerModels, buyerModelsFrom } from '#modules/analysis/buyer-models';
import { foldsOf } from '../../evals/folds.ts';
import { type SalesModels, salesModelsFrom, talkFeatureNames } from '../../src/modules/analysis/rules/learned/index.ts';
import { buyerCorpusOf } from './buyer-corpus.ts';
import { fitSalesModels } from './fit-sales-models.ts';
import { fitBuyerModels, readSamples } from './train-buyer.ts';
import { readSalesCorpus } from './train-sales.ts';

const folds = 5;
const noThresholds = { objection: 0, signal: 0, risk: 0 } as const;
const none = {
  corpus: '',
  source: '',
  licence: '',
  attribution: '',
  command: '',
  seed: 1,
  date: '2026-01-01',
  samples: {},
  crossValidated: {},
};

/** The models of what a buyer's sentence does, fitted without some calls and written scenes. */
export interface UnseenSales {
  readonly sales: SalesModels;
  readonly buyer: BuyerModels;
}

/**
 * Fits the models of the buyer's sentences once for each fold of calls and of written scenes, as the committed ones are
 * fitted on all. Returns by group (a call, or a scene) those that have not seen it. About a minute and a half.
 */
export function fitUnseenSales({ seed }: { seed: number }): (group: string) => UnseenSales {
  const samples = readSamples();
  const corpus = readSalesCorpus();
  const groups = [
    ...new Set([...samples.map(({ group }) => group), ...corpus.spoken.map(({ group }) => group)]),
  ].filter((group) => group !== null);
  const foldOf = new Map(foldsOf(groups, { folds, seed }).map((fold, place) => [groups[place] ?? '', fold]));
  const buyerCorpus = buyerCorpusOf(samples);
  const fitted = Array.from({ length: folds }, (_value, fold): UnseenSales => {
    function sees({ group }: { group: string | null }): boolean {
      return group === null || foldOf.get(group) !== fold;
    }
    const buyer = fitBuyerModels({ corpus: buyerCorpus, thresholds: noThresholds, uses: sees });
    const { terms, text, talk } = fitSalesModels(
      { written: corpus.written, spoken: corpus.spoken.filter(sees) },
      (label) => !label.startsWith('qualify.'),
    );
    const provenance = { corpus: '', licence: '', command: '', samples: {}, crossValidated: {} };
    return {
      buyer: buyerModelsFrom({ format: 'sophia.buyer-models/1', provenance: none, ...buyer }),
      sales: salesModelsFrom({
        format: 'sophia.sales-models/1',
        provenance,
        talkFeatures: [...talkFeatureNames],
        terms,
        text,
        talk,
      }),
    };
  });
  return (group) => {
    const models = fitted[foldOf.get(group) ?? 0];
    if (models === undefined) throw new Error(`Expected models for "${group}", found none.`);
    return models;
  };
}
