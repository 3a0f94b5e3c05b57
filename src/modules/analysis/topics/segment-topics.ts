import { TopicName } from '#contracts';
import type { Document } from '../language/index.ts';
import { findBreaks } from './find-breaks.ts';
import { scoreTopics, type TopicLexicon } from './topic-lexicon.ts';

/** How much of a neighbour's score a sentence takes, by distance in sentences. */
const neighborShare = [1, 0.55, 0.35, 0.2, 0.1];
/** What a sentence without any topic words scores for `other`. */
const otherScore = 0.3;
/** What a change of topic costs: little where the call passes to another subject, more elsewhere. */
const switchCost = { atBreak: 0.2, elsewhere: 0.6 };
/** A single sentence counts no more than this for one topic. */
const highestScore = 3;

export interface SentenceTopic {
  readonly topic: TopicName;
  /** The sentence's own score for its topic, without its neighbours. */
  readonly own: number;
}

/**
 * Returns the topic of each sentence: the path of least cost through all topics, where words of a topic in a sentence
 * and its neighbours speak for it and each change of topic costs, less where the call passes to another subject.
 */
export function segmentTopics(document: Document, lexicon: TopicLexicon): SentenceTopic[] {
  const names = TopicName.options;
  const own = document.sentences.map((sentence) => scoreTopics(sentence, lexicon));
  const scores = smooth(own, names);
  const breaks = new Set(findBreaks(document).map((turn) => document.turnSentences[turn]?.first ?? 0));
  const path = bestPath(
    scores,
    scores.map((_, index) => (breaks.has(index) ? switchCost.atBreak : switchCost.elsewhere)),
  );
  return path.map((choice, index) => {
    const topic = names[choice] ?? 'other';
    return { topic, own: own[index]?.get(topic) ?? 0 };
  });
}

function smooth(own: readonly ReadonlyMap<TopicName, number>[], names: readonly TopicName[]): Float64Array[] {
  const position = new Map(names.map((name, index) => [name, index] as const));
  const other = position.get('other') ?? names.length - 1;
  const scores = own.map(() => {
    const row = new Float64Array(names.length);
    row[other] = otherScore;
    return row;
  });
  for (let index = 0; index < own.length; index += 1) {
    for (const [topic, score] of own[index] ?? []) {
      const column = position.get(topic) ?? other;
      const value = Math.min(score, highestScore);
      for (let step = -neighborShare.length + 1; step < neighborShare.length; step += 1) {
        const row = scores[index + step];
        if (row !== undefined) row[column] = (row[column] ?? 0) + value * (neighborShare[Math.abs(step)] ?? 0);
      }
    }
  }
  return scores;
}

/** Viterbi; `costs` are those of a change before each sentence. */
function bestPath(scores: readonly Float64Array[], costs: readonly number[]): number[] {
  const width = scores[0]?.length ?? 0;
  let totals = new Float64Array(width);
  const back: Int16Array[] = [];
  scores.forEach((row, index) => {
    const best = indexOfMax(totals);
    const switched = (totals[best] ?? 0) - (costs[index] ?? 0);
    const next = new Float64Array(width);
    const from = new Int16Array(width);
    for (let column = 0; column < width; column += 1) {
      const stayed = totals[column] ?? 0;
      from[column] = stayed >= switched ? column : best;
      next[column] = Math.max(stayed, switched) + Math.log1p(row[column] ?? 0);
    }
    totals = next;
    back.push(from);
  });
  const path: number[] = [];
  let state = indexOfMax(totals);
  for (let index = back.length - 1; index >= 0; index -= 1) {
    path.push(state);
    state = back[index]?.[state] ?? state;
  }
  return path.reverse();
}

function indexOfMax(values: Float64Array): number {
  let best = 0;
  for (let index = 1; index < values.length; index += 1) if ((values[index] ?? 0) > (values[best] ?? 0)) best = index;
  return best;
}
