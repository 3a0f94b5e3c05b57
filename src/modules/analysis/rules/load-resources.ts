import { type BuyerModels, loadBuyerModels } from '../buyer-models/index.ts';
import { type FillerLexicon, loadFillers } from '../interaction/index.ts';
import { loadSentenceModels, type SentenceModels } from '../sentence-models/index.ts';
import { loadSentimentLexicon, type SentimentLexicon } from '../sentiment/index.ts';
import { loadSummaryLexicon, type SummaryLexicon } from '../summary/index.ts';
import { loadTopics, type TopicLexicon } from '../topics/index.ts';
import { loadSalesModels, type SalesModels } from './learned/index.ts';
import { loadMatcher, type OwnPhrases } from './lexicons/load-matcher.ts';
import type { Matcher } from './matcher/index.ts';

/** What the rules read from files once: patterns, word lists and weights. */
export interface RuleResources {
  readonly matcher: Matcher;
  readonly fillers: FillerLexicon;
  readonly sentiment: SentimentLexicon;
  readonly topics: TopicLexicon;
  readonly models: SentenceModels;
  readonly summary: SummaryLexicon;
  readonly sales: SalesModels;
  readonly buyer: BuyerModels;
}

/** Kept per set of added phrases; what is kept follows from the files and the key alone. */
const kept = new Map<string, RuleResources>();
const mostKept = 16;

/**
 * Returns the lexicons and weights with the phrases that the settings add and those of its own methods, read from files on first use. Throws
 * `lexicon.invalid` where a line cannot be read.
 */
export function loadResources({
  added,
  own,
}: {
  added: Readonly<Record<string, readonly string[]>>;
  own: readonly OwnPhrases[];
}): RuleResources {
  const entries = Object.entries(added).sort(([one], [other]) => (one < other ? -1 : 1));
  const key = JSON.stringify([entries, own]);
  const known = kept.get(key);
  if (known !== undefined) return known;
  const first = kept.values().next().value;
  const resources = {
    matcher: loadMatcher({ added: entries, own }),
    fillers: loadFillers(added['fillers']),
    sentiment: loadSentimentLexicon(added['sentiment']),
    topics: loadTopics(added),
    models: first?.models ?? loadSentenceModels('meetings'),
    summary: loadSummaryLexicon(added),
    sales: first?.sales ?? loadSalesModels(),
    buyer: first?.buyer ?? loadBuyerModels(),
  };
  if (kept.size >= mostKept) kept.clear();
  kept.set(key, resources);
  return resources;
}
