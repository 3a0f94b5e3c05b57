import { type SQL, sql } from '#platform/sql';
import { wordsOf } from '../entities/words.ts';
import { stretchOf } from '../query/stretch-of.ts';

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
  const words = [...new Set(wordsOf(topic).map(({ word }) => stem(word)))].filter(
    (word) => !smallWords.has(word) && word.length > 1,
  );
  const telling = words.length === 0 ? [topic.toLowerCase()] : words;
  const conditions = telling.map((word) => sql`lower(said.text) like ${`%${word.replaceAll(/[\\%_]/g, '')}%`}`);
  const [first = ''] = telling;
  const quote = stretchOf({
    text: sql`said.text`,
    from: sql`greatest(1, position(${first} in lower(said.text)) - 80)`,
    length: longestQuote,
  });
  return { condition: sql.join(conditions, sql` and `), quote };
}

/** A plural is looked for with its singular. */
function stem(word: string): string {
  return word.length > 4 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}
