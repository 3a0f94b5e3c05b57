import { isStopWord, stem } from '../search/index.ts';
import type { Refusal } from './check-evidence.ts';
import { comparable } from './locate-quote.ts';
import { negatedVerb } from './polarity.ts';
import { splitStatements, statementsAbout, tellingWords } from './statements-about.ts';

const particles = new Set(
  'not no never none neither nor without hardly barely cannot nobody nothing nowhere'.split(' '),
);
/** Words that deny by themselves. */
const denials = /^(?:refus|den(?:y|ies|ied)$|declin|reject|false$|impossible$|unable$|unwilling$)/u;
const negativePrefix = 'un(?!der|til|less|it|ion|ique|iver)';
const nearWords =
  `against frozen wrong pass passed passing rather hard difficult tough expensive too only until yet still pending
   before instead except unless sorry unfortunately afraid unsure wish zero few little less absent outside beyond behind
   without`.split(/\s+/u);
/** Words that may say the same as a denial, so that a denial beside them is no reversal. */
const near = new RegExp(
  `^(?:lack|missing|fail|stop|avoid|freez|cancel|los[et]|broke|late|wait|doubt|exclud|${negativePrefix}\\w{4}|dis\\w{4}|(?:${nearWords.join('|')})$)`,
  'u',
);
/** A denial in form alone: `no problem` agrees, `not only` says more. */
const idiomPhrases = [
  'no (?:problem|question|worries|doubt|wonder|matter|kidding|rush)',
  'no (?:later than|earlier than|less than|more than|fewer than|later)',
  'not (?:only|just|the only|to mention|least|bad|gonna lie|going to lie)',
  '(?:isnt|arent|wasnt) (?:so |that |too )?bad',
  'why (?:not|dont we|dont i)',
  'if not',
  'whether or not',
  'or not',
  'cant wait',
  'couldnt (?:agree more|be happier)',
  'nothing but',
  'cant help',
];
/** `I don't know` by itself takes nothing back; `I don't know the price` does. */
const idioms = new RegExp(`^ i dont know $| (?:${idiomPhrases.join('|')}) `, 'gu');
/** Words of a short answer that say nothing of what is answered. */
const answerWords = new Set(
  'yet really absolutely definitely certainly actually sure course right now ever either think guess believe sorry afraid unfortunately'.split(
    ' ',
  ),
);
/** `Our CFO does`: says of another what was just denied of somebody. */
const insteadOf = / (?:do|does|did|will|can|is|are|has|have) $/u;
const mostAnswerWords = 4;
/** What answers a question, or goes on with `Not this year`, speaks of what stands before it. */
const beforeAnswer = /\?\s+|[.!…]\s+(?=(?:absolutely |definitely |certainly |probably )?(?:not|no|never|nope)\b)/giu;
/** `…, doesn't it?` asks for a yes. */
export const tags =
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
  const plain = quote.replaceAll(tags, '').replaceAll(answers, '$1').replaceAll(beforeAnswer, ' - ');
  const said = read(quote);
  const claimed = read(text);
  const about = aboutClaim({ plain, text });
  const told = read(about.join('. '));
  if (told.unclear || claimed.unclear) return null;
  const isQuestion = quote.trim().endsWith('?') && quote.trim().replaceAll(tags, '').endsWith('?');
  if (isQuestion && reports.test(comparable(text).text)) return null;
  if (isDropped({ said: told, claimed })) {
    return { reason: 'negation_cut', detail: 'The quote denies what the wording states.' };
  }
  return (!said.unclear && isAdded({ said, claimed })) || isReversed({ told, claimed })
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

/** Whether a wording denies what the statement it speaks of says, whatever the rest of the quote denies. */
function isReversed({ told, claimed }: { told: Reading; claimed: Reading }): boolean {
  if (told.particles.length > 0 || told.words.some(mayDeny)) return false;
  const stems = stemsOf(told);
  const shared = [...tellingWords({ text: claimed.words.join(' '), isEmpty })].filter((word) => stems.has(word));
  return shared.length > 1 && claimed.denied.some((word) => stems.has(stem(word)));
}

/** What of a quote a wording speaks of: a denial of something else in the same breath is none of it. */
function aboutClaim({ plain, text }: { plain: string; text: string }): readonly string[] {
  const statements = statementsAbout({ statements: splitStatements({ quote: plain, commas: true }), text, isEmpty });
  const told = tellingWords({ text, isEmpty });
  const shares = statements.map((statement) => told.intersection(tellingWords({ text: statement, isEmpty })));
  return statements.filter((statement, index) => {
    const share = shares[index] ?? new Set();
    const next = shares[index + 1] ?? new Set();
    if (answersFor(statements[index + 1] ?? '') && !next.isSubsetOf(share)) return false;
    const isContrast = share.size > 0 && comparable(statement).text.startsWith(' not ');
    return !isContrast || !shares.some((other, at) => at !== index && share.isSubsetOf(other));
  });
}

function answersFor(statement: string): boolean {
  const { particles: found, words } = read(statement);
  return found.length === 0 && words.length <= mostAnswerWords && insteadOf.test(comparable(statement).text);
}

/** Whether a word denies, or answers, and says nothing of what a statement is about. */
function isEmpty(word: string): boolean {
  return particles.has(word) || negatedVerb.test(word) || answerWords.has(word);
}

/** Whether a text denies anything. */
export function hasDenial(text: string): boolean {
  return read(text).particles.length > 0;
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
