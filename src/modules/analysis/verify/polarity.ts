import type { ComparableText } from './locate-quote.ts';
import { comparable } from './locate-quote.ts';

const negations = new Set([
  'not',
  'no',
  'never',
  'none',
  'neither',
  'nor',
  'without',
  'hardly',
  'barely',
  'cannot',
  'nobody',
  'nothing',
  'refuse',
  'refused',
  'deny',
  'denied',
  'false',
  'impossible',
]);
/** Without its apostrophe, as it stands in a comparable text. */
export const negatedVerb =
  /^(?:dont|doesnt|didnt|wont|wouldnt|cant|couldnt|shouldnt|isnt|arent|wasnt|werent|hasnt|havent|hadnt|aint|mustnt|neednt)$/;
const hedges = new Set([
  'if',
  'unless',
  'maybe',
  'perhaps',
  'might',
  'possibly',
  'hopefully',
  'supposedly',
  'allegedly',
  'assuming',
  'depends',
  'depending',
  'provided',
  'doubt',
  'doubtful',
  'unsure',
  'whether',
  'hypothetically',
  'theoretically',
  'suppose',
  'potentially',
  'could',
  'likely',
  'unlikely',
  'pretend',
  'imagine',
]);
const hedgePhrases = [' not sure ', ' i guess ', ' in theory ', ' as long as ', ' i wish ', ' would have ', ' or not '];
const turningWords = / (?:but|however|although|though|except|instead|otherwise) /;

export type CutPolarity = 'negation_cut' | 'hedge_cut' | null;

/**
 * Whether what a quote leaves out of its sentence turns its meaning: a negation or a hedge before it, or behind it.
 * What stands beyond a turning word (`but`, `however`) or a semicolon is another statement and does not count.
 */
export function cutPolarity({
  sentence,
  start,
  end,
}: {
  /** The sentence, or the sentences, that the quote stands in. */
  sentence: string;
  /** The quote's range in it. */
  start: number;
  end: number;
}): CutPolarity {
  const before = lastStatement(sentence.slice(0, start));
  const after = firstStatement(sentence.slice(end));
  return polarityOf(before) ?? polarityOf(after);
}

function polarityOf(text: string): CutPolarity {
  const words = text.split(' ');
  if (words.some((word) => negations.has(word) || negatedVerb.test(word))) return 'negation_cut';
  const hedged = words.some((word) => hedges.has(word)) || hedgePhrases.some((phrase) => text.includes(phrase));
  return hedged ? 'hedge_cut' : null;
}

function lastStatement(text: string): string {
  const parts = text.split(/[;:—]/);
  const compared: ComparableText = comparable(parts.at(-1) ?? '');
  return ` ${compared.text.split(turningWords).at(-1) ?? ''} `;
}

function firstStatement(text: string): string {
  const parts = text.split(/[;:—]/);
  const compared: ComparableText = comparable(parts[0] ?? '');
  return ` ${compared.text.split(turningWords)[0] ?? ''} `;
}
