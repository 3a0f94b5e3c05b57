import { isPlainWord } from '#platform/tagger';
import type { Refusal } from './check-evidence.ts';
import { isAcronymOf, isJoined } from './is-acronym.ts';
import { comparable } from './locate-quote.ts';
import type { QuotedPlace, WordingGround } from './wording-ground.ts';

/** Words of this trade that may begin a sentence and that the list of English words does not have. */
const tradeWords = new Set(
  `app asks benchmark billing budgeting buyer buyers buyin case churn competitor competitors contract contracts data
   deal deals demo discount discounts external fees finance internal invoice invoices leasing login maintenance manual
   payment payments payroll pilot platform pricing procurement product products property properties prospect prospects
   pushback recap rent renewal renewals rephrase restate rollout seller sellers setup signal signature software
   spreadsheet spreadsheets stakeholder stakeholders summarize timeline tool tools trial turnover unit units vendor vendors
   workflow workflows okay yes no admin admins auditor auditors backlog chargeback chargebacks clunk clunky dashboard
   dashboards downtime exec execs glitchy headcount kickoff ledger ledgers messy ops onsite patchy pipeline pipelines
   portfolio portfolios silo silos skeptic spotty`.split(/\s+/u),
);
/** Endings that English makes words with and that names seldom have. */
const wordEnding = /(?:[ts]ion|ment|ness|ance|ence|ing|ity|ally|ously|ships?|wards?|[ts]ions|ments)$/u;
/** Behind a word at the start of a sentence, these make it a verb: `Recap the next steps`. */
const afterVerb = new Set('the a an your their our this that these those what how who why whether them it'.split(' '));
const calendar =
  /^(?:january|february|march|april|may|june|july|august|september|october|november|december|(?:mon|tues|wednes|thurs|fri|satur|sun)day|[ap]m)s?$/u;
const ends = /[.!?:;…]["'”’)\]]*$/u;

interface CapitalWord {
  readonly word: string;
  readonly next: string;
  /** Whether it begins a sentence, where every word has a capital. */
  readonly first: boolean;
}

/** Checks that every name in a wording stands in the quotes or is that of somebody who takes part. */
export function checkNames(options: {
  text: string;
  places: readonly QuotedPlace[];
  ground: WordingGround;
}): Refusal | null {
  const { text, places, ground } = options;
  const known = wordsOf([...places.map(({ quote }) => quote), ...ground.people, ground.title]);
  const quotes = places.map(({ quote }) => quote).join(' . ');
  const invented = capitalWords(text).find(({ word, next, first }) => {
    const lower = comparable(word).text.trim();
    if (known.has(lower) || known.has(`${lower}s`) || calendar.test(lower)) return false;
    if (isJoined({ word, quotes }) || isAcronymOf({ word, quotes })) return false;
    return !first || !isPlain({ lower, next, ground });
  });
  return invented === undefined
    ? null
    : { reason: 'name_not_in_quote', detail: `The wording names ${invented.word}; the quote does not.` };
}

function wordsOf(texts: readonly string[]): Set<string> {
  return new Set(texts.flatMap((text) => comparable(text).text.trim().split(' ')));
}

/** The words that are written as names are, without what is tied to them (`Payloom's`, `Maya'll`). */
function capitalWords(text: string): CapitalWord[] {
  const parts = text.split(/[\s/–—]+/u).filter((part) => part !== '');
  return parts.flatMap((part, index) => {
    const before = parts[index - 1];
    const first = before === undefined || ends.test(before);
    const next = comparable(parts[index + 1] ?? '').text.trim();
    const bare = part.replace(/['’](?:s|ll|ve|re|d|m)?(?=[^\p{L}]*$)/iu, '');
    const words = bare.match(/[\p{L}\p{M}\p{N}]+(?:['’]\p{L}+)?/gu) ?? [];
    return words.flatMap((word, at) => (isWrittenAsName(word) ? [{ word, next, first: first && at === 0 }] : []));
  });
}

function isWrittenAsName(word: string): boolean {
  if (/n['’]t$/iu.test(word)) return false;
  return /^\p{Lu}\p{L}/u.test(word) || /\p{Ll}\p{Lu}/u.test(word) || /^\p{Lu}['’]\p{Lu}/u.test(word);
}

function isPlain({ lower, next, ground }: { lower: string; next: string; ground: WordingGround }): boolean {
  return (
    ground.plainWords.has(lower) ||
    afterVerb.has(next) ||
    isPlainForm(lower) ||
    isPlainForm(lower.replace(/(?:ly|s)$/u, '')) ||
    basesOf(lower).some((base) => base.length > 3 && isPlainForm(base)) ||
    (lower.length > 6 && wordEnding.test(lower))
  );
}

function isPlainForm(word: string): boolean {
  return tradeWords.has(word) || isPlainWord(word);
}

/** A word without its prefix or ending; `out` (Outreach), `y` (Wally) and a bare `al` (Chantal) make names as well. */
function basesOf(word: string): string[] {
  const bare = word.replace(/^(?:un|dis|in(?=\p{L}{6})|out(?=\p{L}+ed$))/u, '');
  const whole = bare.replace(/(?<=ic|ion|ment)al$/u, '');
  return [whole, whole.replace(/ed$/u, ''), whole.replace(/ied$/u, 'y'), whole.replace(/ed$/u, 'e')];
}
