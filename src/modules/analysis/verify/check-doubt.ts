import { isStopWord, stem } from '../search/index.ts';
import type { Refusal } from './check-evidence.ts';
import { comparable } from './locate-quote.ts';

const doubts =
  / (?:maybe|perhaps|might|possibly|supposedly|allegedly|hypothetically|theoretically|potentially|unsure|doubt|doubtful|unlikely|unless|if|assuming|depends|depending|not sure|i guess|in theory|as long as|i wish|would have|no promises) /u;
/** Words that weaken a promise and little else. */
const slight = / (?:could|may|likely|probably|hopefully|hope|try|should) /u;
/** A condition in form alone. */
const polite =
  / (?:if you (?:dont mind|like|want|will|can|could|would)|if i may|if (?:that|thats|its|it is) (?:ok|okay|fine|alright)|even if|what if|as if|if anything) /gu;
/** Words with which a wording itself says that something is open, or tells that somebody looks into it. */
const open =
  / (?:may|could|would|should|likely|probably|possible|possibility|potential|consider\w*|hop(?:e|es|ed|ing|efully)|tr(?:y|ies|ying)|ask(?:s|ed|ing)?|whether|check(?:s|ed|ing)?|confirm\w*|verif\w+|see(?:s|ing)?|find(?:s|ing)?|look(?:s|ing)?|know(?:s|ing)?|condition\w*|subject to|tentative\w*|uncertain\w*|unclear|open|pending|risk\w*|doubts?|chance|option\w*|once|when|until|requires?|question\w*|wonder\w*|concern\w*|worr\w+|interest\w*|thinks?|believes?|expects?|suspects?|wish\w*|plans?|contingent|dependent) /u;
const certain =
  / (?:will|shall|theyll|youll|itll|going to|agree\w*|commit\w*|promis\w+|guarantee\w*|definitely|certain\w*|confirmed|decided|approved) /u;
const turning = /[.;:!?—–…]+(?!\d)|\b(?:but|however|although|though|except|otherwise)\b/iu;

/** Checks that a wording keeps the doubt or the condition of the statement in its quote that it speaks of. */
export function checkDoubt({ text, quote }: { text: string; quote: string }): Refusal | null {
  const claimed = comparable(text).text;
  if (doubts.test(claimed.replaceAll(polite, ' ')) || open.test(claimed)) return null;
  const said = statementsAbout({ quote, claimed });
  const isDoubted = said.some((statement) => doubts.test(statement));
  const isWeakened = certain.test(claimed) && said.some((statement) => slight.test(withoutMonth(statement)));
  return isDoubted || isWeakened
    ? { reason: 'hedge_cut', detail: 'The quote leaves open what the wording states as settled.' }
    : null;
}

/** The statements of a quote that share a telling word with the wording, and those that have none; else all. */
function statementsAbout({ quote, claimed }: { quote: string; claimed: string }): string[] {
  const told = tellingWords(claimed);
  const statements = quote.split(turning).map((part) => comparable(part).text.replaceAll(polite, ' '));
  const shared = statements.filter((statement) => [...tellingWords(statement)].some((word) => told.has(word)));
  if (shared.length === 0) return statements;
  return statements.filter((statement) => shared.includes(statement) || tellingWords(statement).size === 0);
}

function tellingWords(text: string): Set<string> {
  const words = text.trim().split(' ');
  return new Set(
    words.filter((word) => word !== '' && !isStopWord(word) && !doubts.test(` ${word} `)).map((word) => stem(word)),
  );
}

function withoutMonth(statement: string): string {
  return statement.replaceAll(/ (?:in|by|of|until|since|this|next|mid|early|late) may | may (?=\d)/gu, ' ');
}
