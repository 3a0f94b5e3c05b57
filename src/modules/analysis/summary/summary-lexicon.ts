import { type Document, loadPhrases, type Sentence, toSpaced } from '../language/index.ts';

/** What the summary looks for in words; see data/lexicons/summary.txt. */
export interface SummaryLexicon {
  readonly decisions: readonly string[];
  readonly problems: readonly string[];
  readonly smallTalk: readonly string[];
  /** Words of which an agreement on a day and an hour is made. */
  readonly scheduling: ReadonlySet<string>;
  /** Words of which nothing is made but politeness. */
  readonly courtesy: ReadonlySet<string>;
}

/** Reads the phrases, with those that the settings add under `decision`, `problem` and `small talk`. */
export function loadSummaryLexicon(added: Readonly<Record<string, readonly string[]>>): SummaryLexicon {
  const phrases = loadPhrases('summary.txt');
  const sections = ['decision', 'problem', 'small talk'] as const;
  const [decisions, problems, smallTalk] = sections.map((section) =>
    [...(phrases.get(section) ?? []), ...(added[section] ?? [])].map(toSpaced).filter((phrase) => phrase !== ''),
  );
  return {
    decisions: decisions ?? [],
    problems: problems ?? [],
    smallTalk: smallTalk ?? [],
    scheduling: new Set(phrases.get('scheduling')),
    courtesy: new Set(phrases.get('courtesy')),
  };
}

/** Whether one of the phrases stands in a sentence, by whole words. */
export function holdsPhrase(sentence: Sentence, phrases: readonly string[]): boolean {
  return phrases.some((phrase) => sentence.spaced.includes(phrase));
}

/** For each sentence of a call whether one of the phrases stands in it. */
export function phraseMarks(document: Document, phrases: readonly string[]): boolean[] {
  return document.sentences.map((sentence) => holdsPhrase(sentence, phrases));
}
