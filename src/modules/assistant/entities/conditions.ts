import { type AmountRange, findAmount, findOtherBound } from './amount-range.ts';
import { findGrouping, findRanking, type Grouping, type Ranking } from './shape.ts';

/** A field of a deal that is to be empty. */
export type Lack = 'next_step' | 'amount' | 'close_date' | 'competitor' | 'owner';

/** What narrows and orders the things that a question is about, whatever the things are. */
export interface Conditions {
  readonly amount: AmountRange | null;
  readonly lacks: readonly Lack[];
  readonly group: Grouping | null;
  readonly rank: Ranking | null;
  /** Words that narrow and were not understood: nothing is counted as if they were not there. */
  readonly unread: string | null;
}

const fields: readonly (readonly [Lack, string])[] = [
  ['next_step', 'next[- ]steps?'],
  ['amount', '(?:deal )?(?:amounts?|values?)'],
  ['close_date', '(?:expected )?clos(?:e|ing) dates?'],
  ['competitor', '(?:named |known )?(?:competitors?|rivals?)'],
  ['owner', '(?:assigned |deal )?(?:owners?|reps?)'],
];
const without = String.raw`(?:without|with no|with neither|has no|have no|had no|having no|lack(?:s|ing)?|missing|misses|miss|(?:do|does)(?: not|n['’]?t) have|ha(?:s|ve)n['’]?t got)(?: (?:a|an|any|the|its|their|either))?`;

/** The conditions of a text, and the text without the bounds of amounts. */
export function findConditions(text: string): { conditions: Conditions; rest: string } {
  const amount = findAmount(text);
  const rest = (amount?.rest ?? text).replaceAll(/\s+/g, ' ').trim();
  const group = findGrouping(rest);
  return {
    conditions: {
      amount: amount?.range ?? null,
      lacks: lacksIn(rest),
      group,
      rank: group === null || group.order === null ? findRanking(rest) : null,
      unread: findOtherBound(rest) ?? (amount === null ? null : comparedTotal(rest)),
    },
    rest,
  };
}

/** “Is the pipeline over $500k?” compares a sum, and no deal by itself. */
function comparedTotal(text: string): string | null {
  const form =
    /^\W*(?:is|are|was|were|will|does|do|did)\s+(?:the |our |my |this )?(?:[\p{L}’']+ ){0,3}?(?:pipeline|forecast|total|average|win rate|sum)\b/iu;
  return form.exec(text)?.[0] ?? null;
}

function lacksIn(text: string): Lack[] {
  return fields.filter(([, words]) => lackOf(words).test(text)).map(([lack]) => lack);
}

/** The text without what is to be empty. */
export function withoutLacks(text: string): string {
  return fields.reduce((rest, [, words]) => rest.replace(lackOf(words), ' '), text).replaceAll(/\s+/g, ' ');
}

function lackOf(words: string): RegExp {
  const all = fields.map(([, pattern]) => pattern).join('|');
  return new RegExp(
    String.raw`\b${without} (?:(?:${all})(?:,? (?:or|and|nor)(?: an?)?|,) )*(?:${words})\b|\bno (?:${words})\b|\b(?:${words}) (?:is|are) (?:missing|empty|blank)\b`,
    'i',
  );
}
