import { z } from 'zod';
import { isAllowed } from '#modules/access';
import { type SQL, sql } from '#platform/sql';
import { namedPeriod, type Period } from '../entities/period.ts';
import { dealsSource, movesSource, warningsSource } from '../query/sources.ts';
import type { ComparedPart } from './compared-part.ts';
import { allOf, counts, emptyDraft, runQuery } from './draft.ts';
import { dealFilters, narrowedTo, ofDealsNamed, spanOf, within } from './filters.ts';
import type { Asked, Draft, QuestionKind } from './question-kind.ts';
import { callsPart } from './rep-standing.ts';

/** What has come since: calls, deals that came in, deals that moved, warnings. Without days, the last week. */
async function whatIsNew(asked: Asked): Promise<Draft> {
  const period = asked.slots.period ?? lastWeek(asked);
  const parts = [
    await callsPart(asked, period),
    await countedPart({ asked, ...dealsIn(asked, period) }),
    await countedPart({ asked, ...stagesChanged(asked, period) }),
    ...(isAllowed({ ctx: asked.ctx, action: 'warning.read' })
      ? [await countedPart({ asked, ...warningsRaised(asked, period) })]
      : []),
  ];
  return {
    ...emptyDraft,
    text: `What is new${narrowedTo(asked)} (${spanOf(period)}):`,
    lines: parts.map(({ label, text, proofs }) => ({ text: `${label}: ${text}`, proofs })),
    figures: parts.flatMap(({ figures }, query) => figures.map((figure) => ({ ...figure, query }))),
    queries: parts.map(({ ran }) => ran),
  };
}

function lastWeek({ today }: Asked): Period {
  const { to } = namedPeriod('last 30 days', today);
  const from = new Date(Date.parse(`${today}T12:00:00Z`) - 6 * 86_400_000).toISOString().slice(0, 10);
  return { from, to, name: 'last 7 days' };
}

interface Counting {
  readonly label: string;
  readonly noun: string;
  readonly verb: string;
  readonly definition: string;
  readonly from: SQL;
  readonly where: readonly SQL[];
  readonly id: SQL;
  readonly name: SQL;
}

function dealsIn(asked: Asked, period: Period): Counting {
  return {
    label: 'New deals',
    noun: 'deal',
    verb: 'came in',
    definition: `Deals${narrowedTo(asked)} created from ${period.from} to ${period.to}`,
    from: dealsSource(asked.scope),
    where: [within(sql`deal.created_date`, period), ...dealFilters(asked)],
    id: sql`deal.id`,
    name: sql`deal.name`,
  };
}

function stagesChanged(asked: Asked, period: Period): Counting {
  const { owner } = asked.focus;
  return {
    label: 'Moved',
    noun: 'deal',
    verb: 'changed the stage',
    definition: `Deals${narrowedTo(asked)} whose stage changed from ${period.from} to ${period.to}`,
    from: movesSource(asked.scope),
    where: [
      sql`move.property = 'dealstage' and move.before is not null and move.value is distinct from move.before`,
      within(sql`move.day`, period),
      ...(owner === null ? [] : [sql`move.owner_id = ${owner.id}`]),
      ...ofDealsNamed(asked, sql`move.deal_id`),
    ],
    id: sql`move.deal_id`,
    name: sql`move.deal`,
  };
}

function warningsRaised(asked: Asked, period: Period): Counting {
  const { owner } = asked.focus;
  return {
    label: 'Warnings',
    noun: 'deal',
    verb: 'got a warning that stands',
    definition: `Deals${narrowedTo(asked)} with a standing warning raised from ${period.from} to ${period.to}`,
    from: warningsSource(asked.scope),
    where: [
      sql`warning.cleared_date is null and not warning.is_closed`,
      within(sql`warning.raised_date`, period),
      ...(owner === null ? [] : [sql`warning.owner_id = ${owner.id}`]),
      ...ofDealsNamed(asked, sql`warning.deal_id`),
    ],
    id: sql`warning.deal_id`,
    name: sql`warning.deal`,
  };
}

const Row = z.object({ count: z.number(), ids: z.array(z.string()), names: z.array(z.string()) });
const mostNamed = 3;

async function countedPart({ asked, ...counting }: Counting & { readonly asked: Asked }): Promise<ComparedPart> {
  const { label, noun, verb, definition, from, where, id, name } = counting;
  const { rows, ran } = await runQuery({
    asked,
    definition,
    query: sql`select count(*)::int as count, coalesce(array_agg(id order by name, id), '{}') as ids, coalesce(array_agg(name order by name, id), '{}') as names
      from (select distinct ${id} as id, ${name} as name from ${from} where ${allOf(where)}) found`,
    row: Row,
  });
  const [{ count, ids, names } = { count: 0, ids: [], names: [] }] = rows;
  const shown = names.slice(0, mostNamed);
  const more = count > shown.length ? ', …' : '';
  return {
    label,
    text: `${counts(count, noun)} ${verb}${shown.length === 0 ? '' : ` (${shown.join(', ')}${more})`}`,
    proofs: shown.map((one, place) => ({ type: 'record', isDeal: true, recordId: ids[place] ?? '', name: one })),
    figures: [{ name: label.toLowerCase(), value: count, unit: 'deals', column: 'count' }],
    ran,
    unknown: [],
  };
}

export const newsKind: QuestionKind = {
  id: 'state.news',
  what: 'What is new: calls, deals, warnings',
  examples: [
    'what is new {period}',
    'what is new',
    'any news {period}',
    'anything new {period}',
    'what did i miss {period}',
    'what happened {period}',
    'catch me up {period}',
    'what is the latest {period}',
    'give me an overview of {period}',
    'what has come in {period}',
    'what is new for {rep} {period}',
  ],
  answer: whatIsNew,
};
