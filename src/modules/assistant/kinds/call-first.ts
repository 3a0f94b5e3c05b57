import { z } from 'zod';
import { type SQL, sql } from '#platform/sql';
import { callsSource, dealsSource, promisesSource, warningsSource } from '../query/sources.ts';
import { answerList } from './answer-list.ts';
import { counts, money } from './draft.ts';
import { closingIn, dealFilters, narrowedTo, periodName } from './filters.ts';
import { isOpen } from './list-deals.ts';
import type { Asked, Draft, DraftLine, Proof } from './question-kind.ts';

/** What closes within them is soon. */
const soonDays = 30;
const mostPressing = 8;
const reasons = [
  'a warning stands',
  `it closes within ${soonDays} days or should have closed`,
  'a promise of ours is overdue',
];

const Pressing = z.object({
  id: z.string(),
  name: z.string(),
  amount: z.number().nullable(),
  currency: z.string().nullable(),
  close_date: z.string().nullable(),
  owner: z.string().nullable(),
  warnings: z.number(),
  promises: z.number(),
  call_id: z.string().nullable(),
  title: z.string().nullable(),
  date: z.string().nullable(),
});
type Pressing = z.infer<typeof Pressing>;

/** Open deals for which something speaks now, those with the most reasons first. */
export function callFirst(named: Asked): Promise<Draft> {
  const asked = closingLater(named);
  return answerList({
    asked,
    definition: `Open deals${narrowedTo(asked)}${periodName(asked)} for which one of these speaks: ${reasons.join('; ')}`,
    from: pressingSource(asked),
    where: [sql`warnings > 0 or promises > 0 or is_soon`, ...dealFilters(asked), ...closingIn(asked)],
    order: sql`(warnings > 0)::int + (promises > 0)::int + is_soon::int desc, close_date nulls last, amount desc nulls last, name`,
    columns: sql`id, name, amount::float8 as amount, currency, close_date::text as close_date, owner, warnings, promises, call_id, title, call_date::text as date`,
    row: Pressing,
    line: (row) => lineOf(row, asked),
    unit: 'deals',
    noun: 'deal',
    limit: mostPressing,
    text: ({ count, rows: [first] }) =>
      `Begin with ${first?.name ?? 'the first'}${first === undefined ? '' : `: ${whyFirst(first, asked.today)}`}. Something speaks for calling about ${counts(count, 'open deal')}${narrowedTo(asked)}${periodName(asked)}, and ${count > mostPressing ? `the ${mostPressing} that press most are listed` : 'they are listed'} by how many of these hold: ${reasons.join('; ')}; then by the day of closing.`,
    nothing: `No open deal${narrowedTo(asked)}${periodName(asked)} presses: of none is it so that ${reasons.join(', or ')}.`,
    actions: [{ label: 'List deals', command: 'sophia deals list' }],
  });
}

/** Which of the reasons hold of a deal. */
function whyFirst({ warnings, promises, close_date: closes }: Pressing, today: string): string {
  const isSoon = closes !== null && Date.parse(closes) <= Date.parse(today) + soonDays * 86_400_000;
  const holding = [warnings > 0, isSoon, promises > 0].flatMap((holds, place) => (holds ? [reasons[place] ?? ''] : []));
  return holding.join(', ');
}

/** “Today” and “this week” say when to call, a quarter which deals; no order but the one of the reasons. */
function closingLater({ slots, ...asked }: Asked): Asked {
  const { period } = slots;
  const days = period === null ? 0 : (Date.parse(period.to) - Date.parse(period.from)) / 86_400_000 + 1;
  return { ...asked, slots: { ...slots, period: days > 7 ? period : null, rank: null, group: null } };
}

/** Open deals with what presses; each of the lists is made once, not for each deal. */
function pressingSource({ scope, today }: Asked): SQL {
  return sql`(
    with warned as materialized (
      select warning.deal_id, count(*)::int as count from ${warningsSource(scope)}
      where warning.cleared_date is null group by warning.deal_id
    ), late as materialized (
      select promise.deal_id, count(*)::int as count from ${promisesSource(scope)}
      where promise.side = 'internal' and promise.state = 'open' and promise.due_date < ${today}::date group by promise.deal_id
    ), called as materialized (
      select distinct on (call.deal_id) call.deal_id, call.id, call.title, call.call_date from ${callsSource(scope)}
      where call.deal_id is not null order by call.deal_id, call.call_date desc nulls last, call.started_at desc, call.id desc
    )
    select deal.*, coalesce(warned.count, 0) as warnings, coalesce(late.count, 0) as promises,
      coalesce(deal.close_date <= ${today}::date + ${soonDays}::int, false) as is_soon,
      called.id as call_id, called.title, called.call_date
    from ${dealsSource(scope)}
    left join warned on warned.deal_id = deal.id
    left join late on late.deal_id = deal.id
    left join called on called.deal_id = deal.id
    where ${isOpen}
  ) deal`;
}

function lineOf(row: Pressing, { currency, today }: Asked): DraftLine {
  const { id, name, amount, close_date: closes, owner, warnings, promises, call_id: callId, title, date } = row;
  const facts = [
    closes === null ? 'no close date' : closes < today ? `should have closed ${closes}` : `closes ${closes}`,
    warnings === 0 ? null : `${counts(warnings, 'warning')}`,
    promises === 0 ? null : `${counts(promises, 'overdue promise')} of ours`,
    amount === null ? 'no amount' : money(amount, row.currency ?? currency),
    owner,
    callId === null ? 'no call yet' : `last call ${date ?? 'undated'}`,
  ].filter((fact) => fact !== null);
  const record: Proof = { type: 'record', isDeal: true, recordId: id, name };
  const call: Proof[] = callId === null ? [] : [{ type: 'call', callId, title: title ?? 'a call', date }];
  return { text: `${name}: ${facts.join(', ')}`, proofs: [record, ...call] };
}
