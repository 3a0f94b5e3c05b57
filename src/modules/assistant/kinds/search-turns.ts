import { type SQL, sql } from '#platform/sql';
import { wordsOf } from '../entities/words.ts';
import { stretchOf } from '../query/stretch-of.ts';
import { certainPart, wordPattern } from './word-pattern.ts';

const smallWords = new Set([
  'the',
  'a',
  'an',
  'of',
  'and',
  'or',
  'to',
  'in',
  'on',
  'for',
  'our',
  'their',
  'with',
  'is',
  'are',
  'any',
]);
const longestQuote = 240;

/**
 * The turns that speak of a topic, as a condition on `said.text`, and the stretch of such a turn that is quoted. The
 * one place that decides how a topic is looked for across calls.
 */
export function searchTurns(topic: string): { condition: SQL; quote: SQL } {
  const telling = expressionsOf(topic);
  const conditions = telling.map((one) => {
    const holds = sql`lower(said.text) like ${`%${certainPart(one)}%`}`;
    return sql`(${holds} and said.text ~* ${wordPattern(one)})`;
  });
  const [first = ''] = telling;
  const quote = stretchOf({
    text: sql`said.text`,
    from: sql`greatest(1, regexp_instr(said.text, ${wordPattern(first)}, 1, 1, 0, 'i') - 80)`,
    length: longestQuote,
  });
  return { condition: conditions.length === 0 ? sql`false` : sql.join(conditions, sql` and `), quote };
}

/** The words that tell; one of a single letter or digit belongs to the word before it: “SOC 2”. */
function expressionsOf(topic: string): string[] {
  const words = wordsOf(topic.replaceAll(/[-_]/g, ' ')).map(({ word }) => word);
  const kept = words.filter((word) => !smallWords.has(word));
  const expressions: string[] = [];
  for (const word of kept.length === 0 ? words : kept) {
    const before = expressions.at(-1);
    if (word.length === 1 && before !== undefined) expressions[expressions.length - 1] = `${before} ${word}`;
    else expressions.push(word);
  }
  return [...new Set(expressions)];
}
