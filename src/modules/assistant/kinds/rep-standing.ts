import { z } from 'zod';
import { type SQL, sql } from '#platform/sql';
import type { Period } from '../entities/period.ts';
import { callsSource, dealsSource, promisesSource, warningsSource } from '../query/sources.ts';
import { callFilters, withWhom } from './call-filters.ts';
import type { ComparedPart } from './compared-part.ts';
import { allOf, counts, emptyDraft, money, runQuery } from './draft.ts';
import { dealFilters, narrowedTo, ofDeals, ofDealsNamed, periodOr, spanOf, within } from './filters.ts';
import { isOpen } from './list-deals.ts';
import type { Asked, Draft } from './question-kind.ts';

/** How a representative, or a team, does: pipeline, what closed, calls, promises, what is at risk. */
export async function repStanding(asked: Asked): Promise<Draft> {
  const period = periodOr(asked, 'this quarter');
  const parts = await standingParts(asked, period);
  return {
    ...emptyDraft,
    text: `How ${whoIs(asked)} stands; what has an end is of ${spanOf(period)}:`,
    lines: parts.map(({ label, text, proofs }) => ({ text: `${label}: ${text}`, proofs })),
    figures: parts.flatMap(({ figures }, query) => figures.map((figure) => ({ ...figure, query }))),
    queries: parts.map(({ ran }) => ran),
    unknown: [...new Set(parts.flatMap(({ unknown }) => unknown))],
    actions: [{ label: 'List deals', command: 'sophia deals list' }],
  };
}

/** What is told of a representative or a team. */
export async function standingParts(asked: Asked, period: Period): Promise<ComparedPart[]> {
  return [
    await openPart(asked),
    await closedPart(asked, period),
    await callsPart(asked, period),
    await promisesPart(asked, period),
    await riskPart(asked),
  ];
}

/** Of a team, what is on its deals counts. */
function whoIs({ focus, slots }: Asked): string {
  return focus.owner?.name ?? `the team ${slots.team?.name ?? ''}`;
}

const Sums = z.object({
  count: z.number(),
  sum: z.number(),
  others: z.number(),
  lost: z.number(),
  id: z.string().nullable(),
  name: z.string().nullable(),
});

/** Deals of which a condition holds: their number and sum, the largest of them, and how many were lost. */
async function dealSums({
  asked,
  definition,
  where,
  counted,
}: {
  asked: Asked;
  definition: string;
  where: readonly SQL[];
  counted: SQL;
}) {
  const isOurs = sql`coalesce(deal.currency, ${asked.currency}) = ${asked.currency}`;
  const largest = sql`filter (where ${counted})`;
  const { rows, ran } = await runQuery({
    asked,
    definition,
    query: sql`select (count(*) filter (where ${counted}))::int as count, coalesce(sum(deal.amount) filter (where ${counted} and ${isOurs}), 0)::float8 as sum,
        (count(*) filter (where ${counted} and not (${isOurs})))::int as others, (count(*) filter (where not (${counted})))::int as lost,
        (array_agg(deal.id order by deal.amount desc nulls last, deal.id) ${largest})[1] as id,
        (array_agg(deal.name order by deal.amount desc nulls last, deal.id) ${largest})[1] as name
      from ${dealsSource(asked.scope)}
      where ${allOf([...where, ...dealFilters(asked)])}`,
    row: Sums,
  });
  const [row = { count: 0, sum: 0, others: 0, lost: 0, id: null, name: null }] = rows;
  const { others, id, name } = row;
  return {
    row,
    ran,
    proofs: id === null ? [] : [{ type: 'record' as const, isDeal: true, recordId: id, name: name ?? '' }],
    unknown: others === 0 ? [] : ['Deals in another currency are counted and not in the sums.'],
    largest: name === null ? '' : `, the largest ${name}`,
  };
}

async function openPart(asked: Asked): Promise<ComparedPart> {
  const definition = `Open deals${narrowedTo(asked)}: their number and the sum of their amounts`;
  const { row, largest, ...found } = await dealSums({ asked, definition, where: [isOpen], counted: sql`true` });
  return {
    ...found,
    label: 'Pipeline',
    text: `${counts(row.count, 'open deal')}, worth ${money(row.sum, asked.currency)}${largest}`,
    figures: [
      { name: 'open deals', value: row.count, unit: 'deals', column: 'count' },
      { name: 'open pipeline', value: row.sum, unit: asked.currency, column: 'sum' },
    ],
  };
}

async function closedPart(asked: Asked, period: Period): Promise<ComparedPart> {
  const { row, largest, ...found } = await dealSums({
    asked,
    definition: `Deals${narrowedTo(asked)} that closed from ${period.from} to ${period.to}, won and lost`,
    where: [sql`deal.is_closed`, within(sql`deal.close_date`, period)],
    counted: sql`deal.is_won`,
  });
  return {
    ...found,
    label: 'Closed',
    text: `${counts(row.count, 'deal')} won, worth ${money(row.sum, asked.currency)}${largest}; ${row.lost} lost`,
    figures: [
      { name: 'won deals', value: row.count, unit: 'deals', column: 'count' },
      { name: 'won', value: row.sum, unit: asked.currency, column: 'sum' },
      { name: 'lost deals', value: row.lost, unit: 'deals', column: 'lost' },
    ],
  };
}

const Calls = z.object({
  count: z.number(),
  minutes: z.number(),
  id: z.string().nullable(),
  title: z.string().nullable(),
  date: z.string().nullable(),
});

export async function callsPart(asked: Asked, period: Period): Promise<ComparedPart> {
  const newest = sql`order by call.call_date desc nulls last, call.started_at desc, call.id desc`;
  const { rows, ran } = await runQuery({
    asked,
    definition: `Calls${withWhom(asked)} from ${period.from} to ${period.to}`,
    query: sql`select count(*)::int as count, coalesce(round(sum(call.duration_ms) / 60000.0), 0)::int as minutes,
        (array_agg(call.id ${newest}))[1] as id, (array_agg(call.title ${newest}))[1] as title, (array_agg(call.call_date::text ${newest}))[1] as date
      from ${callsSource(asked.scope)}
      where ${allOf([within(sql`call.call_date`, period), ...callFilters(asked)])}`,
    row: Calls,
  });
  const [{ count, minutes, id, title, date } = { count: 0, minutes: 0, id: null, title: null, date: null }] = rows;
  const last = id === null ? '' : `, the last ${title ?? 'a call'} on ${date ?? 'a day that is not known'}`;
  return {
    label: 'Calls',
    text: `${counts(count, 'call')}${asked.focus.owner === null ? '' : ' led'}, ${counts(minutes, 'minute')}${last}`,
    proofs: id === null ? [] : [{ type: 'call', callId: id, title: title ?? 'a call', date }],
    figures: [{ name: 'calls', value: count, unit: 'calls', column: 'count' }],
    ran,
    unknown: [],
  };
}

const Promised = z.object({
  kept: z.number(),
  broken: z.number(),
  open: z.number(),
  overdue: z.number(),
  late: z
    .object({
      callId: z.string(),
      title: z.string(),
      date: z.string().nullable(),
      turn: z.number(),
      quote: z.string(),
      speaker: z.string(),
    })
    .nullable(),
});

async function promisesPart(asked: Asked, period: Period): Promise<ComparedPart> {
  const { owner } = asked.focus;
  const whose = [
    ...(owner === null ? [] : [sql`lower(promise.owner) = ${owner.name.toLowerCase()}`]),
    ...ofDeals(asked, sql`promise.deal_id`),
  ];
  const isLate = sql`promise.state = 'open' and promise.due_date < ${asked.today}::date`;
  const { rows, ran } = await runQuery({
    asked,
    definition: `Promises of ${whoIs(asked)}: kept and broken ones settled from ${period.from} to ${period.to}, open ones, and those due before ${asked.today}`,
    query: sql`select (count(*) filter (where promise.state = 'kept' and ${within(sql`promise.settled_date`, period)}))::int as kept,
        (count(*) filter (where promise.state = 'broken' and ${within(sql`promise.settled_date`, period)}))::int as broken,
        (count(*) filter (where promise.state = 'open'))::int as open, (count(*) filter (where ${isLate}))::int as overdue,
        (array_agg(jsonb_build_object('callId', promise.call_id, 'title', promise.title, 'date', promise.call_date, 'turn', promise.turn, 'quote', promise.quote, 'speaker', promise.speaker)
          order by promise.due_date, promise.id) filter (where ${isLate}))[1] as late
      from ${promisesSource(asked.scope)}
      where ${allOf([sql`promise.side = 'internal'`, ...whose])}`,
    row: Promised,
  });
  const [{ kept, broken, open, overdue, late } = { kept: 0, broken: 0, open: 0, overdue: 0, late: null }] = rows;
  return {
    label: 'Promises',
    text: `${kept} kept, ${broken} broken; ${open} open, of which ${overdue} overdue`,
    proofs: late === null ? [] : [{ type: 'turn', ...late }],
    figures: [
      { name: 'promises kept', value: kept, unit: 'promises', column: 'kept' },
      { name: 'promises broken', value: broken, unit: 'promises', column: 'broken' },
      { name: 'promises open', value: open, unit: 'promises', column: 'open' },
      { name: 'promises overdue', value: overdue, unit: 'promises', column: 'overdue' },
    ],
    ran,
    unknown: [],
  };
}

const Risk = z.object({ count: z.number(), id: z.string().nullable(), name: z.string().nullable() });

async function riskPart(asked: Asked): Promise<ComparedPart> {
  const { owner } = asked.focus;
  const whose = [
    ...(owner === null ? [] : [sql`warning.owner_id = ${owner.id}`]),
    ...ofDealsNamed(asked, sql`warning.deal_id`),
  ];
  const gravest = sql`order by case warning.severity when 'high' then 0 when 'medium' then 1 else 2 end, warning.amount desc nulls last, warning.deal_id`;
  const { rows, ran } = await runQuery({
    asked,
    definition: `Open deals${narrowedTo(asked)} with a warning that stands`,
    query: sql`select count(distinct warning.deal_id)::int as count, (array_agg(warning.deal_id ${gravest}))[1] as id, (array_agg(warning.deal ${gravest}))[1] as name
      from ${warningsSource(asked.scope)}
      where ${allOf([sql`warning.cleared_date is null and not warning.is_closed`, ...whose])}`,
    row: Risk,
  });
  const [{ count, id, name } = { count: 0, id: null, name: null }] = rows;
  return {
    label: 'At risk',
    text: `${counts(count, 'open deal')} with a warning that stands${name === null ? '' : `, first ${name}`}`,
    proofs: id === null ? [] : [{ type: 'record', isDeal: true, recordId: id, name: name ?? '' }],
    figures: [{ name: 'deals at risk', value: count, unit: 'deals', column: 'count' }],
    ran,
    unknown: [],
  };
}
