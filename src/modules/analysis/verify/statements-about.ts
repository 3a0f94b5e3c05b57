import { isStopWord, stem } from '../search/index.ts';
import { comparable } from './locate-quote.ts';

const turning = /[.;:!?—–…]+(?!\d)|\b(?:but|however|although|though|except|otherwise)\b/iu;
/** Behind a comma only these begin a statement: what else follows may be the next item of a list. */
const turningOrComma = new RegExp(
  `${turning.source}|,\\s+(?=(?:and |so |because )?(?:i|we|you|they|he|she|it|that|this|there|our|my|their|not)\\b)`,
  'iu',
);

/** Splits a quote into its statements, at a comma too where a new one begins behind it. */
export function splitStatements({ quote, commas }: { quote: string; commas: boolean }): string[] {
  return quote.split(commas ? turningOrComma : turning);
}

/** The statements that share a telling word with the wording, and those that have none; where none shares one, all. */
export function statementsAbout(options: {
  statements: readonly string[];
  text: string;
  isEmpty: (word: string) => boolean;
}): readonly string[] {
  const { statements, text, isEmpty } = options;
  const told = tellingWords({ text, isEmpty });
  const words = new Map(statements.map((statement) => [statement, tellingWords({ text: statement, isEmpty })]));
  const shared = statements.filter((statement) => !words.get(statement)?.isDisjointFrom(told));
  if (shared.length === 0) return statements;
  return statements.filter((statement) => shared.includes(statement) || words.get(statement)?.size === 0);
}

/** The stems of the words that say what a text is about. */
export function tellingWords({ text, isEmpty }: { text: string; isEmpty: (word: string) => boolean }): Set<string> {
  const words = comparable(text).text.trim().split(' ');
  return new Set(words.filter((word) => word !== '' && !isStopWord(word) && !isEmpty(word)).map((word) => stem(word)));
}
