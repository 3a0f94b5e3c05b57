import { findWords } from '../language/index.ts';
import { stem } from './stem.ts';

const stopWords = new Set(
  (
    'a an and any are as at be been being but by can could did do does doing for from had has have he her him his how i ' +
    'if in into is it its me my no not of off on or our out over own she should so some such than that the their them ' +
    'then there these they this those to too up us was we were what when where which who whom whose why will with would ' +
    'you your about after again all also because before between both each few further just more most other same very ' +
    "s t ll re ve d m don didn isn um uh yeah okay right well like know mean 'cause gonna kind sort thing things got get"
  ).split(' '),
);

/** Words that say what is done with a matter, not which matter: they stand in most questions and tell nothing. */
const questionWords = new Set(
  (
    'summarize summarise summary discuss discussed discussing discussion discussions talk talked talking tell told said ' +
    'say says saying think thought thoughts opinion opinions feel felt attitude view views describe explain explained ' +
    'mention mentioned team group meeting meetings call conversation people participants speaker during regarding ' +
    'concerning according whole conclude concluded introduce give gave make made take come did'
  ).split(' '),
);

/** A question, read: what it asks for, and whose words it asks about. */
export interface Query {
  /** Stems that say what the matter is, each with its share of weight. */
  readonly terms: ReadonlyMap<string, number>;
  /** Neighbouring stems of the question. */
  readonly pairs: ReadonlySet<string>;
  /** Speakers of the call that the question names. */
  readonly speakers: ReadonlySet<string>;
}

/** Whether a word is too common to search by. */
export function isStopWord(word: string): boolean {
  return stopWords.has(word);
}

/** Reads a question against the speakers of a call. */
export function readQuery(text: string, speakers: readonly string[]): Query {
  const words = findWords(text).map((word) => word.lower.replace(/'s$/u, ''));
  const named = speakersNamed(words, speakers);
  const terms = new Map<string, number>();
  const pairs = new Set<string>();
  let previous: string | null = null;
  words.forEach((word, place) => {
    if (stopWords.has(word) || named.places.has(place)) {
      previous = null;
      return;
    }
    const stemmed = stem(word);
    const weight = questionWords.has(word) ? 0.1 : 1;
    terms.set(stemmed, Math.max(terms.get(stemmed) ?? 0, weight));
    if (previous !== null && weight === 1) {
      pairs.add(`${previous} ${stemmed}`);
    }
    previous = weight === 1 ? stemmed : null;
  });
  return { terms, pairs, speakers: named.speakers };
}

/** Finds each speaker whose whole name, or whose last or only distinctive part, stands in the question. */
function speakersNamed(
  words: readonly string[],
  speakers: readonly string[],
): { speakers: Set<string>; places: Set<number> } {
  const found = new Set<string>();
  const places = new Set<number>();
  const partsOf = new Map(speakers.map((speaker) => [speaker, findWords(speaker).map((word) => word.lower)]));
  const uses = new Map<string, number>();
  for (const parts of partsOf.values()) {
    for (const part of new Set(parts)) {
      uses.set(part, (uses.get(part) ?? 0) + 1);
    }
  }
  for (const [speaker, parts] of partsOf) {
    words.forEach((_word, place) => {
      const isWhole = parts.length > 0 && parts.every((part, offset) => words[place + offset] === part);
      const isPart = parts.some((part) => part === words[place] && uses.get(part) === 1 && isDistinctive(part));
      if (isWhole || isPart) {
        found.add(speaker);
        for (let offset = 0; offset < (isWhole ? parts.length : 1); offset += 1) {
          places.add(place + offset);
        }
      }
    });
  }
  return { speakers: found, places };
}

function isDistinctive(part: string): boolean {
  return part.length > 2 && !stopWords.has(part);
}
