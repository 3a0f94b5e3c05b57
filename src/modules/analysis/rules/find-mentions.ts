import type { AmountMention, DateMention, Findings, NamedMention } from '#contracts';
import { claimFrom } from '../claims/claim-from.ts';
import type { RuleContext } from './rule-context.ts';

/** Below this number of mentions a name is no sufficient signal. */
const sufficientMentions = 5;

interface Named {
  readonly name: string;
  readonly turn: number;
  readonly start: number;
  readonly end: number;
}

/** Returns the competitors, products, people, sums and dates that were said, each with every place. */
export function findMentions(context: RuleContext): Findings['mentions'] {
  return {
    competitors: byName(context, { found: context.competitors, field: 'competitor' }),
    products: byName(context, { found: context.products, field: 'product' }),
    people: byName(context, { found: context.people.filter(({ speaks }) => !speaks), field: 'person' }),
    amounts: amounts(context),
    dates: dates(context),
  };
}

function byName(context: RuleContext, options: { found: readonly Named[]; field: string }): NamedMention[] {
  const { found, field } = options;
  const groups = [...Map.groupBy(found, (entry) => entry.name)];
  return groups
    .map(([name, places]) => ({
      name,
      count: places.length,
      sufficient: places.length >= sufficientMentions,
      mentions: places.map((place) =>
        claimFrom({ document: context.document, place, field, rule: `${field}.name`, confidence: 0.95 }),
      ),
    }))
    .sort((one, other) => other.count - one.count || (one.name < other.name ? -1 : 1));
}

function amounts(context: RuleContext): AmountMention[] {
  return context.amounts.map((amount) => ({
    ...claimFrom({
      document: context.document,
      place: amount,
      field: 'amount',
      rule: 'amount.said',
      confidence: amount.currency === null ? 0.7 : 0.95,
    }),
    minorUnits: amount.minorUnits,
    currency: amount.currency,
  }));
}

function dates(context: RuleContext): DateMention[] {
  return context.dates.map((date) => ({
    ...claimFrom({
      document: context.document,
      place: date,
      field: 'date',
      rule: `date.${date.granularity}`,
      confidence: date.date === null ? 0.6 : 0.9,
    }),
    date: date.date,
    endDate: date.endDate,
  }));
}
