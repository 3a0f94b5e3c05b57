import { z } from 'zod';
import { WarningKind, wordsOfAnotherCall } from '#contracts';
import { warningNames } from '#modules/warnings';
import { type SQL, sql } from '#platform/sql';
import { callsSource, dealsSource, promisesSource, warningsSource } from '../query/sources.ts';
import type { ComparedPart } from './compared-part.ts';
import { allOf, counts, money, runQuery } from './draft.ts';
import { aboutSubject, dealFilters, narrowedTo } from './filters.ts';
import { isOpen } from './list-deals.ts';
import type { Asked } from './question-kind.ts';

const none = 'none';
const mostNextSteps = 3;

/** What is told of a deal, or of the open deals of a company. */
export async function comparedSubject(asked: Asked): Promise<ComparedPart[]> {
  return [...(await factParts(asked)), await lastCallPart(asked), await healthPart(asked), await promisesPart(asked)];
}

const Facts = z.object({
  deals: z.number(),
  amount: z.number().nullable(),
  others: z.number(),
  stages: z.string().nullable(),
  first_close: z.string().nullable(),
  last_close: z.string().nullable(),
  owners: z.string().nullable(),
  next_steps: z.string().nullable(),
  id: z.string().nullable(),
  name: z.string().nullable(),
});
type Facts = z.infer<typeof Facts>;

const noFacts: Facts = {
  deals: 0,
  amount: null,
  others: 0,
  stages: null,
  first_close: null,
  last_close: null,
  owners: null,
  next_steps: null,
  id: null,
  name: null,
};

/** A deal that is named counts in whatever stage it is, of a company what is open. */
async function factParts(asked: Asked): Promise<ComparedPart[]> {
  const { currency, focus, scope } = asked;
  const ours = sql`coalesce(deal.currency, ${currency}) = ${currency}`;
  const step = sql`case when deal.next_step is not null then deal.next_step when deal.has_next_step then ${wordsOfAnotherCall}::text end`;
  const { rows, ran } = await runQuery({
    asked,
    definition: focus.deal === null ? `Open deals${narrowedTo(asked)}` : `What the CRM has of ${focus.deal.name}`,
    query: sql`select count(*)::int as deals, (sum(deal.amount) filter (where ${ours}))::float8 as amount, (count(*) filter (where not (${ours})))::int as others,
        string_agg(distinct coalesce(deal.stage, 'no stage'), ', ') as stages,
        min(deal.close_date)::text as first_close, max(deal.close_date)::text as last_close, string_agg(distinct deal.owner, ', ') as owners,
        array_to_string((array_agg(${step} order by deal.close_date nulls last, deal.id) filter (where deal.has_next_step))[1:${sql.raw(String(mostNextSteps))}], '; ') as next_steps,
        (array_agg(deal.id order by deal.amount desc nulls last, deal.id))[1] as id, (array_agg(deal.name order by deal.amount desc nulls last, deal.id))[1] as name
      from ${dealsSource(scope)}
      where ${allOf([...(focus.deal === null ? [isOpen] : []), ...dealFilters(asked)])}`,
    row: Facts,
  });
  return partsOf({ facts: rows[0] ?? noFacts, asked, ran });
}

function partsOf({ facts, asked, ran }: { facts: Facts; asked: Asked; ran: ComparedPart['ran'] }): ComparedPart[] {
  const { deals, amount, others, stages, first_close: first, last_close: last, owners, id, name } = facts;
  const proofs = id === null ? [] : [{ type: 'record' as const, isDeal: true, recordId: id, name: name ?? '' }];
  const plain = { proofs, figures: [], ran, unknown: [] };
  const isOfCompany = asked.focus.deal === null;
  const sum = amount === null ? [] : [{ name: 'amount', value: amount, unit: asked.currency, column: 'amount' }];
  return [
    {
      ...plain,
      label: 'Open deals',
      text: isOfCompany ? counts(deals, 'open deal') : deals === 0 ? 'not in the CRM any more' : 'one deal',
      figures: [{ name: 'deals', value: deals, unit: 'deals', column: 'deals' }],
    },
    { ...plain, label: 'Stage', text: stages ?? none },
    {
      ...plain,
      label: 'Amount',
      text: amount === null ? none : money(amount, asked.currency),
      figures: sum,
      unknown: others === 0 ? [] : ['Deals in another currency are counted and not in the sums.'],
    },
    { ...plain, label: 'Closes', text: first === null ? none : first === last ? first : `${first} to ${last ?? ''}` },
    { ...plain, label: 'Owner', text: owners ?? none },
    { ...plain, label: 'Next step', text: facts.next_steps || 'none in the CRM' },
  ];
}

const LastCall = z.object({
  calls: z.number(),
  id: z.string().nullable(),
  title: z.string().nullable(),
  date: z.string().nullable(),
});

async function lastCallPart(asked: Asked): Promise<ComparedPart> {
  const newest = sql`order by call.call_date desc nulls last, call.started_at desc, call.id desc`;
  const { rows, ran } = await runQuery({
    asked,
    definition: `Calls${about(asked)}, and the last of them`,
    query: sql`select count(*)::int as calls, (array_agg(call.id ${newest}))[1] as id, (array_agg(call.title ${newest}))[1] as title,
        (array_agg(call.call_date::text ${newest}))[1] as date
      from ${callsSource(asked.scope)}
      where ${allOf(aboutSubject(asked, { company: sql`call.company_id`, deal: sql`call.deal_id` }))}`,
    row: LastCall,
  });
  const [{ calls, id, title, date } = { calls: 0, id: null, title: null, date: null }] = rows;
  return {
    label: 'Last call',
    text: id === null ? none : `${date ?? 'on a day that is not known'}, of ${counts(calls, 'call')}`,
    proofs: id === null ? [] : [{ type: 'call', callId: id, title: title ?? 'a call', date }],
    figures: [{ name: 'calls', value: calls, unit: 'calls', column: 'calls' }],
    ran,
    unknown: [],
  };
}

const Health = z.object({ warnings: z.number(), kinds: z.string().nullable() });

async function healthPart(asked: Asked): Promise<ComparedPart> {
  const { rows, ran } = await runQuery({
    asked,
    definition: `Warnings that stand${about(asked)}`,
    query: sql`select count(*)::int as warnings, string_agg(distinct warning.kind, ',') as kinds
      from ${warningsSource(asked.scope)}
      where ${allOf([sql`warning.cleared_date is null and not warning.is_closed`, ...aboutSubject(asked, { company: sql`warning.company_id`, deal: sql`warning.deal_id` })])}`,
    row: Health,
  });
  const [{ warnings, kinds } = { warnings: 0, kinds: null }] = rows;
  const names = (kinds ?? '').split(',').flatMap((kind) => {
    const known = WarningKind.safeParse(kind);
    return known.success ? [warningNames[known.data].toLowerCase()] : [];
  });
  return {
    label: 'Health',
    text: warnings === 0 ? 'no warning stands' : `${counts(warnings, 'warning')} (${names.join(', ')})`,
    proofs: [],
    figures: [{ name: 'warnings', value: warnings, unit: 'warnings', column: 'warnings' }],
    ran,
    unknown: [],
  };
}

const Promised = z.object({ ours: z.number(), theirs: z.number(), late: z.number() });

async function promisesPart(asked: Asked): Promise<ComparedPart> {
  const { rows, ran } = await runQuery({
    asked,
    definition: `Promises that are open${about(asked)}`,
    query: sql`select (count(*) filter (where promise.side = 'internal'))::int as ours, (count(*) filter (where promise.side = 'external'))::int as theirs,
        (count(*) filter (where promise.side = 'internal' and promise.due_date < ${asked.today}::date))::int as late
      from ${promisesSource(asked.scope)}
      where ${allOf([sql`promise.state = 'open'`, ...aboutSubject(asked, promiseColumns)])}`,
    row: Promised,
  });
  const [{ ours, theirs, late } = { ours: 0, theirs: 0, late: 0 }] = rows;
  return {
    label: 'Open promises',
    text: `${ours} of ours (${late} overdue), ${theirs} of theirs`,
    proofs: [],
    figures: [
      { name: 'open promises of ours', value: ours, unit: 'promises', column: 'ours' },
      { name: 'overdue promises of ours', value: late, unit: 'promises', column: 'late' },
      { name: 'open promises of theirs', value: theirs, unit: 'promises', column: 'theirs' },
    ],
    ran,
    unknown: [],
  };
}

const promiseColumns: { company: SQL; deal: SQL } = { company: sql`promise.company_id`, deal: sql`promise.deal_id` };

function about({ focus }: Asked): string {
  return ` about ${focus.deal?.name ?? focus.accounts[0]?.name ?? 'it'}`;
}
