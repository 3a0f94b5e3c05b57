import type { Evidence } from '#contracts';
import { type Document, evidenceForSentence, type Sentence } from '../language/index.ts';
import { type CallIndex, indexCall } from './call-index.ts';
import type { WindowRanker } from './load-ranker.ts';
import { readQuery } from './query.ts';
import { searchTurns, type TurnRange } from './search-turns.ts';
import { stem } from './stem.ts';

/** A stretch of the call that answers a question, with the sentence in it that says most of what was asked. */
export interface SearchHit extends TurnRange {
  readonly evidence: Evidence;
}

/**
 * Searches inside one call: returns at most `limit` stretches of ten turns, best first. Deterministic, no model.
 * Empty where neither a word of the question nor a speaker that it names is in the call.
 */
export function searchCall(options: {
  readonly document: Document;
  readonly ranker: WindowRanker;
  readonly query: string;
  readonly limit: number;
}): SearchHit[] {
  const { document, ranker } = options;
  const index = indexCall(document.transcript.turns);
  return searchTurns({ index, ranker, query: options.query, limit: options.limit }).flatMap((range) => {
    const sentence = bestSentence({ document, index, range, query: options.query });
    return sentence === undefined ? [] : [{ ...range, evidence: evidenceForSentence(sentence) }];
  });
}

/** The sentence of a stretch that holds the rarest words of the question; a named speaker's before others. */
function bestSentence(options: {
  readonly document: Document;
  readonly index: CallIndex;
  readonly range: TurnRange;
  readonly query: string;
}): Sentence | undefined {
  const { document, index, range } = options;
  const query = readQuery(options.query, index.speakers);
  let best: Sentence | undefined;
  let highest = -1;
  for (let turn = range.fromTurn; turn <= range.toTurn; turn += 1) {
    const bounds = document.turnSentences[turn];
    for (const sentence of document.sentences.slice(bounds?.first ?? 0, bounds?.end ?? 0)) {
      let value = Math.min(sentence.words.length, 20) / 200 + (query.speakers.has(sentence.speaker) ? 0.5 : 0);
      for (const term of new Set(sentence.words.map((word) => stem(word.lower)))) {
        const share = query.terms.get(term) ?? 0;
        value += share * Math.log(1 + index.turns.length / (index.postings.get(term)?.size ?? index.turns.length));
      }
      if (value > highest) {
        highest = value;
        best = sentence;
      }
    }
  }
  return best;
}
