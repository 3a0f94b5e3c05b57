import { isStopWord, stem } from '../search/index.ts';
import type { Refusal } from './check-evidence.ts';
import { comparable } from './locate-quote.ts';
import { negatedVerb } from './polarity.ts';

const particles = new Set(
  'not no never none neither nor without hardly barely cannot nobody nothing nowhere'.split(' '),
);
/** Words that deny by themselves. */
const denials = /^(?:refus|den(?:y|ies|ied)$|declin|reject|false$|impossible$|unable$|unwilling$)/u;
/** Words that may say the same as a denial, so that a denial beside them is no reversal. */
const near =
  /^(?:lack|missing|fail|stop|against$|avoid|freez|frozen$|cancel|los[et]|broke|wrong$|pass(?:ed|ing)?$|rather$|hard$|difficult|tough$|expensive$|too$|only$|late|until$|yet$|still$|wait|pending$|before$|instead$|except$|unless$|sorry$|unfortunately$|afraid$|doubt|unsure$|wish$|zero$|few$|little$|less$|absent$|exclud|outside$|beyond$|behind$|without$|un(?!der|til|less|it|ion|ique|iver)\w{4}|dis\w{4})/u;
/** A denial in form alone: `no problem` agrees, `not only` says more. */
const idioms =
  / (?:no (?:problem|question|worries|doubt|wonder|matter|kidding|rush|later than|earlier than|less than|more than|fewer than)|not (?:only|just|the only|to mention|least|bad|gonna lie|going to lie)|(?:isnt|arent|wasnt) (?:so |that |too )?bad|why (?:not|dont we|dont i)|if not|whether or not|or not|cant wait|couldnt (?:agree more|be happier)|nothing but|cant help) /gu;
const tags =
  /,?\s*\b(?:is|are|was|were|do|does|did|has|have|had|wo|would|ca|could|should)n['’]?t (?:it|they|you|we|he|she|that|there|i)(?: (?:think|agree|say))?\s*(?=[?,.!]|$)/giu;
/** `No, we have it`: an answer to what was asked before. */
const answers = /(^|[.!?]\s+)(?:no|nope|oh no)[,.!]+\s+(?=\p{L})/giu;
const twice =
  / (?:not|\w+nt|cannot|never|no|nobody|nothing|hardly) (?:(?!and |or |nor |but )\S+ ){0,3}(?:not|without|impossible|nothing|never|no|un(?!der|til|less|it|ion|ique|iver)\w{4,}) /u;
const reports = / (?:ask|asks|asked|asking|question|questions|wonder|wonders|wants to know|whether|curious) /u;

interface Reading {
  /** Words that deny what follows them. */
  readonly particles: readonly string[];
  /** The first telling word behind each particle. */
  readonly denied: readonly string[];
  readonly words: readonly string[];
  /** Whether one denial meets another, so that nobody can count what is left. */
  readonly unclear: boolean;
}

/** Checks that a wording denies what its quote denies and nothing else; where a reading is in doubt, it passes. */
export function checkDenial({ text, quote }: { text: string; quote: string }): Refusal | null {
  const said = read(quote);
  const claimed = read(text);
  if (said.unclear || claimed.unclear) return null;
  const isQuestion = quote.trim().endsWith('?') && quote.trim().replaceAll(tags, '').endsWith('?');
  if (isQuestion && reports.test(comparable(text).text)) return null;
  if (isDropped({ said, claimed })) {
    return { reason: 'negation_cut', detail: 'The quote denies what the wording states.' };
  }
  return isAdded({ said, claimed })
    ? { reason: 'negation_added', detail: 'The wording denies what the quote does not deny.' }
    : null;
}

function isDropped({ said, claimed }: { said: Reading; claimed: Reading }): boolean {
  if (claimed.particles.length > 0) return false;
  if (said.particles.length > 0) return !without(claimed, said).some(mayDeny);
  return said.words.some(isDenial) && !claimed.words.some(mayDeny);
}

function isAdded({ said, claimed }: { said: Reading; claimed: Reading }): boolean {
  if (said.particles.length > 0) return false;
  const stems = stemsOf(said);
  if (claimed.denied.some((word) => stems.has(stem(word)))) return true;
  const denies = claimed.particles.length > 0 || without(claimed, said).some(isDenial);
  return denies && !without(said, claimed).some(mayDeny);
}

/** The words of a text that another does not have in any form. */
function without(text: Reading, other: Reading): string[] {
  const stems = stemsOf(other);
  return text.words.filter((word) => !stems.has(stem(word)));
}

function stemsOf({ words }: Reading): Set<string> {
  return new Set(words.map((word) => stem(word)));
}

function mayDeny(word: string): boolean {
  return isDenial(word) || near.test(word);
}

function isDenial(word: string): boolean {
  return denials.test(word);
}

function read(text: string): Reading {
  const plain = text.replaceAll(tags, '').replaceAll(answers, '$1');
  const clauses = plain.split(/[,.;:!?—–…]+(?!\d)/u).map((clause) => comparable(clause).text.replaceAll(idioms, ' '));
  const words = clauses.flatMap((clause) => clause.trim().split(' ')).filter((word) => word !== '');
  const places = words.flatMap((word, index) => (particles.has(word) || negatedVerb.test(word) ? [index] : []));
  return {
    particles: places.map((index) => words[index] ?? ''),
    denied: places.flatMap((index) => words.slice(index + 1).find((word) => !isStopWord(word)) ?? []),
    words,
    unclear: clauses.some((clause) => twice.test(clause)),
  };
}
