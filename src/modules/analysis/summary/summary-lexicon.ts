import { type Document, loadPhrases, type Sentence, toSpaced } from '../language/index.ts';

/** What the summary looks for in words; see data/lexicons/summary.txt. */
export interface SummaryLexicon {
  readonly decisions: readonly string[];
  readonly problems: readonly string[];
  readonly smallTalk: readonly string[];
  /** Small talk where a part of a sentence ends with it, and nothing of the kind elsewhere: `we have to run`. */
  readonly farewells: readonly string[];
  /** Words that are no small talk, whatever stands beside them. */
  readonly grave: ReadonlySet<string>;
  /** Words of which an agreement on a day and an hour is made. */
  readonly scheduling: ReadonlySet<string>;
  /** Words, and phrases, of which nothing is made but politeness. */
  readonly courtesy: ReadonlySet<string>;
  readonly courtesies: readonly string[];
}

/** Reads the phrases, with those that the settings add under `decision`, `problem` and `small talk`. */
export function loadSummaryLexicon(added: Readonly<Record<string, readonly string[]>>): SummaryLexicon {
  const phrases = loadPhrases('summary.txt');
  function read(section: string): string[] {
    return [...(phrases.get(section) ?? []), ...(added[section] ?? [])].map(toSpaced).filter((phrase) => phrase !== '');
  }
  const polite = phrases.get('courtesy') ?? [];
  return {
    decisions: read('decision'),
    problems: read('problem'),
    smallTalk: read('small talk'),
    farewells: read('farewell'),
    grave: new Set(phrases.get('grave')),
    scheduling: new Set(phrases.get('scheduling')),
    courtesy: new Set(polite.filter((phrase) => !phrase.includes(' '))),
    courtesies: polite.filter((phrase) => phrase.includes(' ')).map(toSpaced),
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
