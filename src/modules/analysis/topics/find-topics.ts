import type { Topic, TopicName } from '#contracts';
import { claimFrom } from '../claims/claim-from.ts';
import type { Document } from '../language/index.ts';
import { type SentenceTopic, segmentTopics } from './segment-topics.ts';
import { shareOut } from './share-out.ts';
import type { TopicLexicon } from './topic-lexicon.ts';

const mostEvidence = 3;

/**
 * Returns the topics of a call with their shares, largest first. Shares are of the time of all sentences, or of their
 * words where a turn has no times; they have four decimals and add up to 1. What no topic claims is `other`.
 */
export function findTopics(input: { document: Document; lexicon: TopicLexicon }): Topic[] {
  const { document } = input;
  const choices = segmentTopics(document, input.lexicon);
  const basis: Topic['basis'] = isTimed(document) ? 'time' : 'words';
  const members = new Map<TopicName, number[]>();
  choices.forEach(({ topic }, index) => {
    const known = members.get(topic) ?? [];
    known.push(index);
    members.set(topic, known);
  });
  const names = [...members.keys()];
  const shares = shareOut(names.map((name) => sizeOf(document, { indexes: members.get(name) ?? [], basis })));
  return names
    .map((name, index) => ({
      name,
      share: shares[index] ?? 0,
      basis,
      segments: segmentsOf(document, members.get(name) ?? []),
      evidence: name === 'other' ? [] : evidenceOf({ document, choices, name, members: members.get(name) ?? [] }),
    }))
    .filter((topic) => topic.share > 0)
    .sort((one, other) => other.share - one.share || (one.name < other.name ? -1 : 1));
}

function isTimed(document: Document): boolean {
  const { sentences } = document;
  const timed = sentences.every(({ startMs, endMs }) => startMs !== null && endMs !== null);
  return timed && sentences.some(({ startMs, endMs }) => (endMs ?? 0) > (startMs ?? 0));
}

function sizeOf(document: Document, { indexes, basis }: { indexes: readonly number[]; basis: Topic['basis'] }): number {
  let size = 0;
  for (const index of indexes) {
    const sentence = document.sentences[index];
    if (sentence === undefined) continue;
    size += basis === 'words' ? sentence.words.length : (sentence.endMs ?? 0) - (sentence.startMs ?? 0);
  }
  return size;
}

/** Runs of sentences of one topic, as turns; runs that meet in a turn are one. */
function segmentsOf(document: Document, indexes: readonly number[]): Topic['segments'] {
  const segments: { fromTurn: number; toTurn: number }[] = [];
  let previous = Number.NEGATIVE_INFINITY;
  for (const index of indexes) {
    const turn = document.sentences[index]?.turn ?? 0;
    const last = segments.at(-1);
    if (last !== undefined && (index === previous + 1 || turn <= last.toTurn)) last.toTurn = turn;
    else segments.push({ fromTurn: turn, toTurn: turn });
    previous = index;
  }
  return segments;
}

function evidenceOf(input: {
  document: Document;
  choices: readonly SentenceTopic[];
  name: TopicName;
  members: readonly number[];
}): Topic['evidence'] {
  const { document, choices, name } = input;
  const best = input.members
    .filter((index) => (choices[index]?.own ?? 0) > 0)
    .sort((one, other) => (choices[other]?.own ?? 0) - (choices[one]?.own ?? 0) || one - other)
    .slice(0, mostEvidence)
    .sort((one, other) => one - other);
  return best.flatMap((index) => {
    const place = document.sentences[index];
    const own = choices[index]?.own ?? 0;
    return place === undefined
      ? []
      : [claimFrom({ document, place, field: `topic.${name}`, rule: `topic.${name}`, confidence: own / (own + 1) })];
  });
}
