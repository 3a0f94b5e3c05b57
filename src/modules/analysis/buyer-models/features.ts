import type { Utterance } from './utterance.ts';

/**
 * Takes a feature of an utterance, maybe more than once. Groups: w word, b pair of words, c idea, d pair of ideas,
 * q idea in a question, f form, p what was heard before, n what was heard in reply, o the own sentence before.
 */
export type FeatureSink = (group: string, first: string, second?: string) => void;

const positionEdges = [0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9];
/** Ideas within this many ideas of each other make a pair. */
const pairReach = 4;
/** An answer of at most so many words lives by its question. */
const shortWords = 8;
/** The words with which a reply begins. */
const openingWords = 6;

/** Gives the features of an utterance to `sink`. Its length is none of them: that is a habit of who wrote the call. */
export function readFeatures(utterance: Utterance, sink: FeatureSink): void {
  readWords(utterance, sink);
  readIdeas(utterance, sink);
  readForm(utterance, sink);
  readBefore(utterance, sink);
  readAfter(utterance, sink);
  for (const concept of utterance.previous?.concepts ?? []) sink('o', concept);
}

/** The name of a feature, as it stands in a weight file. */
export function featureNameOf(group: string, parts: { first: string; second: string | undefined }): string {
  return parts.second === undefined ? `${group}${parts.first}` : `${group}${parts.first} ${parts.second}`;
}

function readWords({ own: { stems } }: Utterance, sink: FeatureSink): void {
  for (let at = 0; at < stems.length; at += 1) {
    sink('w', stems[at] ?? '');
    sink('b', stems[at] ?? '', stems[at + 1] ?? '>');
  }
  sink('b', '<', stems[0] ?? '>');
}

function readIdeas({ own: { ideas, concepts }, hasQuestionMark }: Utterance, sink: FeatureSink): void {
  for (const concept of concepts) {
    sink('c', concept);
    if (hasQuestionMark) sink('q', concept);
  }
  ideas.forEach((first, place) => {
    const end = Math.min(ideas.length, place + pairReach + 1);
    for (let other = place + 1; other < end; other += 1) {
      const second = ideas[other];
      if (second !== undefined && second.at !== first.at) sink('d', first.concept, second.concept);
    }
  });
}

function readForm({ own: { tokens }, hasQuestionMark, position }: Utterance, sink: FeatureSink): void {
  for (const edge of positionEdges) if (position !== null && position > edge) sink('f', `position>${edge}`);
  if (hasQuestionMark) {
    sink('f', '?');
    sink('f', '?', tokens[0] ?? '');
    sink('f', '?', `${tokens[0] ?? ''} ${tokens[1] ?? ''}`);
  }
}

function readBefore({ own, before }: Utterance, sink: FeatureSink): void {
  if (before === null) return;
  for (const { concepts } of before.readings) {
    for (const concept of concepts) {
      sink('p', concept);
      if (before.hasQuestionMark) sink('p', '?', concept);
    }
  }
  if (before.hasQuestionMark) {
    sink('p', '?');
    if (own.tokens.length <= shortWords) sink('p', '?', 'short');
  }
}

function readAfter({ after }: Utterance, sink: FeatureSink): void {
  if (after === null) return;
  for (const { concepts } of after.readings) for (const concept of concepts) sink('n', concept);
  for (const stem of after.readings.flatMap(({ stems }) => stems).slice(0, openingWords)) sink('n', 'w', stem);
  if (after.hasQuestionMark) sink('n', '?');
}
