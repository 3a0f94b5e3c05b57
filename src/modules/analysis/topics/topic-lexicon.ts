import { TopicName } from '#contracts';
import { loadPhrases, type Sentence, toSpaced } from '../language/index.ts';

/** The phrases of all topics by their first word, longest first. */
export interface TopicLexicon {
  readonly byFirstWord: ReadonlyMap<string, readonly TopicPhrase[]>;
}

interface TopicPhrase {
  readonly words: readonly string[];
  readonly topic: TopicName;
  readonly weight: number;
}

/** Reads the lexicon `topics` and adds further phrases by topic name. */
export function loadTopics(added: Readonly<Record<string, readonly string[]>> = {}): TopicLexicon {
  const byFirstWord = new Map<string, TopicPhrase[]>();
  for (const topic of TopicName.options) {
    for (const line of [...(loadTopicLines().get(topic) ?? []), ...(added[topic] ?? [])]) {
      const phrase = parseLine(line, topic);
      const first = phrase.words[0];
      if (first === undefined) continue;
      const known = byFirstWord.get(first) ?? [];
      known.push(phrase);
      byFirstWord.set(first, known);
    }
  }
  for (const phrases of byFirstWord.values()) phrases.sort((one, other) => other.words.length - one.words.length);
  return { byFirstWord };
}

function loadTopicLines(): ReadonlyMap<string, readonly string[]> {
  return loadPhrases('topics.txt');
}

function parseLine(line: string, topic: TopicName): TopicPhrase {
  const [phrase = '', weight] = line.split(' = ');
  const words = toSpaced(phrase)
    .split(' ')
    .filter((word) => word !== '');
  const number = Number(weight ?? 1);
  return { words, topic, weight: Number.isFinite(number) ? number : 1 };
}

/** Adds up the weights of the phrases in a sentence by topic; of phrases of one topic at one word the longest counts. */
export function scoreTopics(sentence: Sentence, lexicon: TopicLexicon): Map<TopicName, number> {
  const scores = new Map<TopicName, number>();
  const { words } = sentence;
  for (let index = 0; index < words.length; index += 1) {
    const seen = new Set<TopicName>();
    for (const phrase of lexicon.byFirstWord.get(words[index]?.lower ?? '') ?? []) {
      if (seen.has(phrase.topic)) continue;
      if (!phrase.words.every((word, step) => words[index + step]?.lower === word)) continue;
      seen.add(phrase.topic);
      scores.set(phrase.topic, (scores.get(phrase.topic) ?? 0) + phrase.weight);
    }
  }
  return scores;
}
