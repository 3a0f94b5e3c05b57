import { type SQL, sql } from '#platform/sql';
import type { AmountRange } from '../entities/amount-range.ts';
import type { Lack } from '../entities/conditions.ts';
import { namedPeriod, type Period } from '../entities/period.ts';
import { dealsSource } from '../query/sources.ts';
import { allOf, money } from './draft.ts';
import type { Asked } from './question-kind.ts';

/** `id in (…)` for a list that has something in it. */
export function oneOf(column: SQL, ids: readonly string[]): SQL {
  return sql`${column} in (${sql.join(
    ids.map((id) => sql`${id}`),
    sql`, `,
  )})`;
}

export function within(column: SQL, { from, to }: Period): SQL {
  return sql`${column} between ${from}::date and ${to}::date`;
}

/** The rows of the deal, or of the company, that the question names; none where it names neither. */
export function aboutSubject({ focus }: Asked, columns: { company: SQL; deal: SQL }): SQL[] {
  const { deal, accounts } = focus;
  if (deal !== null) return [sql`${columns.deal} = ${deal.id}`];
  return accounts.length === 0
    ? []
    : [
        oneOf(
          columns.company,
          accounts.map(({ id }) => id),
        ),
      ];
}

/** Everything that a question may narrow deals by, but the period. */
export function dealFilters(asked: Asked): SQL[] {
  const { focus } = asked;
  return [
    ...(focus.owner === null ? [] : [sql`deal.owner_id = ${focus.owner.id}`]),
    ...propertyFilters(asked),
    ...pipelineFilter(asked),
    ...aboutSubject(asked, { company: sql`deal.company_id`, deal: sql`deal.id` }),
  ];
}

/** What the CRM must have of a deal: stage, team, amount, competitor, day of coming in, fields that are empty. */
function propertyFilters({ slots, currency }: Asked): SQL[] {
  const { stage, team, amount, competitor, created, lacks } = slots;
  return [
    ...(stage === null ? [] : [oneOf(sql`deal.stage_id`, stage.ids)]),
    ...(team === null ? [] : [team.ownerIds.length === 0 ? sql`false` : oneOf(sql`deal.owner_id`, team.ownerIds)]),
    ...(amount === null ? [] : [amountIs({ amount, currency })]),
    ...(competitor === null ? [] : [sql`lower(deal.competitor) like ${`%${competitor.toLowerCase()}%`}`]),
    ...(created === null ? [] : [within(sql`deal.created_date`, created)]),
    ...lacks.map((lack) => isEmpty[lack]),
  ];
}

/**
 * Calls, promises and whatever else belongs to a deal, narrowed by what is said of the deal. A competitor is left out:
 * beside calls it is the one that they name.
 */
export function ofDeals(asked: Asked, deal: SQL): SQL[] {
  const conditions = [
    ...propertyFilters({ ...asked, slots: { ...asked.slots, competitor: null } }),
    ...(namesRenewals(asked) ? pipelineFilter(asked) : []),
  ];
  return conditions.length === 0 ? [] : [amongDeals({ asked, deal, conditions })];
}

function amongDeals({ asked, deal, conditions }: { asked: Asked; deal: SQL; conditions: readonly SQL[] }): SQL {
  return sql`${deal} in (select deal.id from ${dealsSource(asked.scope)} where ${allOf(conditions)})`;
}

/** The same where the sentence is that of `narrowedTo`: every condition that it names holds. */
export function ofDealsNamed(asked: Asked, deal: SQL): SQL[] {
  const conditions = [...propertyFilters(asked), ...pipelineFilter(asked)];
  return conditions.length === 0 ? [] : [amongDeals({ asked, deal, conditions })];
}

/** In words: ` on deals in Contract Sent over $50,000`. */
export function onDeals(asked: Asked): string {
  const { slots } = asked;
  const words = [
    namesRenewals(asked) ? pipelineWords(asked) : '',
    slots.stage === null ? '' : ` in ${slots.stage.name}`,
    propertyWords({ ...asked, slots: { ...slots, competitor: null } }),
  ].join('');
  return words === '' ? '' : ` on deals${words}`;
}

/** “Objections in renewals” narrows; “what did they say about the renewal” and “the renewal of Larkspur Hill” do not. */
function namesRenewals({ slots, focus }: Asked): boolean {
  return slots.topic === null && focus.deal === null && focus.accounts.length === 0;
}

/** What is not shown to whoever asks stands there all the same. */
export const isEmpty: Readonly<Record<Lack, SQL>> = {
  next_step: sql`not deal.has_next_step`,
  amount: sql`deal.amount is null`,
  close_date: sql`deal.close_date is null`,
  competitor: sql`not deal.has_competitor`,
  owner: sql`deal.owner_id is null`,
};

/** Amounts are compared in one currency; what has another one is neither above nor below. */
function amountIs({ amount, currency }: { amount: AmountRange; currency: string }): SQL {
  const wanted = amount.currency ?? currency;
  const { least, most, includesLeast, includesMost } = amount;
  return sql.join(
    [
      sql`coalesce(deal.currency, ${currency}) = ${wanted}`,
      ...(least === null ? [] : [includesLeast ? sql`deal.amount >= ${least}` : sql`deal.amount > ${least}`]),
      ...(most === null ? [] : [includesMost ? sql`deal.amount <= ${most}` : sql`deal.amount < ${most}`]),
    ],
    sql` and `,
  );
}

/** Those that close in the period of the question; all of them where it names none. */
export function closingIn({ slots: { period } }: Asked): SQL[] {
  return period === null ? [] : [within(sql`deal.close_date`, period)];
}

function pipelineFilter({ slots: { pipeline } }: Asked): SQL[] {
  if (pipeline === null) return [];
  return [pipeline === 'renewal' ? sql`deal.pipeline ilike '%renewal%'` : sql`deal.pipeline not ilike '%renewal%'`];
}

/** How the question was narrowed, for a sentence: ` of Maya Okafor in Contract Sent for Larkspur Hill`. */
export function narrowedTo(asked: Asked): string {
  const { slots, focus } = asked;
  const parts = [
    pipelineWords(asked),
    focus.owner === null ? '' : ` of ${focus.owner.name}`,
    slots.stage === null ? '' : ` in ${slots.stage.name}`,
    propertyWords(asked),
    subjectName({ focus }) === null ? '' : ` for ${subjectName({ focus })}`,
  ];
  return parts.join('');
}

function pipelineWords({ slots }: Asked): string {
  if (slots.pipeline === null) return '';
  return slots.pipeline === 'renewal' ? ' in the renewal pipeline' : ' outside the renewal pipeline';
}

function propertyWords({ slots, currency }: Asked): string {
  const { team, amount, competitor, created, lacks } = slots;
  return [
    team === null ? '' : ` of the team ${team.name}`,
    amount === null ? '' : ` ${amountWords({ amount, currency })}`,
    competitor === null ? '' : ` against ${competitor}`,
    created === null ? '' : ` created ${inTime(created)}`,
    lacks.length === 0 ? '' : ` without ${lacks.map((lack) => lackNames[lack]).join(' and without ')}`,
  ].join('');
}

const lackNames: Readonly<Record<Lack, string>> = {
  next_step: 'a next step',
  amount: 'an amount',
  close_date: 'a close date',
  competitor: 'a competitor',
  owner: 'an owner',
};

/** `over $50,000`, `from $20,000 to $50,000`: what was compared can be checked. */
export function amountWords({ amount, currency }: { amount: AmountRange; currency: string }): string {
  const { least, most, includesLeast, includesMost } = amount;
  const unit = amount.currency ?? currency;
  const low = least === null ? null : money(least, unit);
  const high = most === null ? null : money(most, unit);
  if (low !== null && low === high) return `of ${low}`;
  if (low !== null && high !== null) {
    if (includesLeast && includesMost) return `from ${low} to ${high}`;
    return `${includesLeast ? 'from' : 'over'} ${low} and ${includesMost ? 'up to' : 'under'} ${high}`;
  }
  if (low !== null) return includesLeast ? `of ${low} and more` : `over ${low}`;
  return includesMost ? `of up to ${high ?? ''}` : `under ${high ?? ''}`;
}

export function subjectName({ focus }: Pick<Asked, 'focus'>): string | null {
  return focus.deal?.name ?? focus.accounts[0]?.name ?? null;
}

/** The period of the question, or the one that is meant where none was said. */
export function periodOr(asked: Asked, fallback: 'this quarter' | 'last 30 days' | 'last 90 days'): Period {
  return asked.slots.period ?? namedPeriod(fallback, asked.today);
}

/** The period of the question; all time where a superlative, a competitor or a group is asked for, or it says “ever”. */
export function periodOrEver(asked: Asked, fallback: 'this quarter'): Period {
  const { period, rank, competitor, group } = asked.slots;
  const isCompared = rank !== null || competitor !== null || (group !== null && group.by !== 'owner');
  const isEver = /\b(?:ever|all[- ]time|so far|to date|altogether|overall|in total|in history|since the beginning)\b/i;
  if (period !== null || (!isCompared && !isEver.test(asked.text))) return periodOr(asked, fallback);
  return { from: '0001-01-01', to: '9999-12-31', name: anyTime };
}

export function periodName({ slots }: Asked): string {
  return slots.period === null ? '' : ` (${spanOf(slots.period)})`;
}

/** `this quarter, 2026-10-01 to 2026-12-31`: what was meant can be checked. */
export function spanOf({ name, from, to }: Period): string {
  if (to.startsWith('9999') || from.startsWith('0001')) return name;
  const days = from === to ? from : `${from} to ${to}`;
  return name === from || name === days ? days : `${name}, ${days}`;
}

const anyTime = 'at any time';

/** `in that time (this quarter, 2026-10-01 to 2026-12-31)`; all time needs no days. */
export function inTime(period: Period): string {
  return period.name === anyTime ? anyTime : `in that time (${spanOf(period)})`;
}
