import type { Refusal } from './check-evidence.ts';
import { comparable } from './locate-quote.ts';
import { splitStatements, statementsAbout } from './statements-about.ts';

const doubts = anyOf(
  'maybe perhaps might possibly supposedly allegedly hypothetically theoretically potentially',
  'unsure doubt doubtful unlikely unless if assuming depends depending',
  ['not sure', 'i guess', 'in theory', 'as long as', 'i wish', 'would have', 'no promises'],
);
/** Words that weaken a promise and little else. */
const slight = anyOf('could may likely probably hopefully hope try should');
/** A condition that weakens a promise and takes nothing else back. */
const lightCondition = / if (?:possible|we can|i can) /gu;
/** A condition in form alone. */
const polite =
  / (?:if you (?:dont mind|like|want|will|can|could|would)|if i may|if (?:that|thats|its|it is) (?:ok|okay|fine|alright)|if that works|if it works for you|even if|what if|as if|if anything) /gu;
/** What follows a condition in general, not a promise: `If payroll is wrong, we lose customers`. */
const general = / if (?:\S+ )+(?:i|we|you|they|it) (?:lose|pay|have to|has to) /u;
const future = / (?:will|would|wont|gonna|going to|ill|well|youll|theyll|itll) /u;
/** Words with which a wording itself says that something is open, or tells that somebody looks into it. */
const open = anyOf(
  'may could would should likely probably possible possibility potential consider\\w* hop(?:e|es|ed|ing|efully)',
  'tr(?:y|ies|ying) ask(?:s|ed|ing)? whether check(?:s|ed|ing)? confirm\\w* verif\\w+ see(?:s|ing)? find(?:s|ing)?',
  'look(?:s|ing)? know(?:s|ing)? condition\\w* tentative\\w* uncertain\\w* unclear open pending risk\\w* doubts?',
  'chance option\\w* once when until requires? question\\w* wonder\\w* concern\\w* worr\\w+ interest\\w* thinks?',
  'believes? expects? suspects? wish\\w* plans? contingent dependent target goal aims? ideal\\w*',
  ['subject to'],
);
const certain = anyOf(
  'will shall theyll youll itll agree\\w* commit\\w* promis\\w+ guarantee\\w* definitely certain\\w* confirmed',
  'decided approved',
  ['going to'],
);

/** Checks that a wording keeps the doubt or the condition of the statement in its quote that it speaks of. */
export function checkDoubt({ text, quote }: { text: string; quote: string }): Refusal | null {
  const claimed = comparable(text).text;
  if (doubts.test(claimed.replaceAll(polite, ' ')) || open.test(claimed)) return null;
  const statements = splitStatements({ quote, commas: false }).map((part) =>
    comparable(part).text.replaceAll(polite, ' '),
  );
  const said = statementsAbout({ statements, text: claimed, isEmpty: (word) => doubts.test(` ${word} `) });
  const isDoubted = said.some((statement) => isOpen(statement));
  const isWeakened = certain.test(claimed) && said.some((statement) => isWeak(statement));
  return isDoubted || isWeakened
    ? { reason: 'hedge_cut', detail: 'The quote leaves open what the wording states as settled.' }
    : null;
}

function isOpen(statement: string): boolean {
  return doubts.test(statement.replaceAll(lightCondition, ' ')) && !isGeneral(statement);
}

function isWeak(statement: string): boolean {
  return slight.test(withoutMonth(statement)) || doubts.test(statement);
}

function isGeneral(statement: string): boolean {
  return general.test(statement) && !future.test(statement) && !doubts.test(statement.replace(' if ', ' '));
}

function withoutMonth(statement: string): string {
  return statement.replaceAll(/ (?:in|by|of|until|since|this|next|mid|early|late) may | may (?=\d)/gu, ' ');
}

/** Each line holds words; a list holds phrases. */
function anyOf(...lines: readonly (string | readonly string[])[]): RegExp {
  const words = lines.flatMap((line) => (typeof line === 'string' ? line.split(' ') : line));
  return new RegExp(` (?:${words.join('|')}) `, 'u');
}
