import { type SQL, sql } from '#platform/sql';
import { namedPeriod, type Period } from '../entities/period.ts';
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
  const { slots, focus } = asked;
  return [
    ...(focus.owner === null ? [] : [sql`deal.owner_id = ${focus.owner.id}`]),
    ...(slots.stage === null ? [] : [oneOf(sql`deal.stage_id`, slots.stage.ids)]),
    ...(slots.pipeline === null ? [] : [pipelineIs(slots.pipeline)]),
    ...aboutSubject(asked, { company: sql`deal.company_id`, deal: sql`deal.id` }),
  ];
}

function pipelineIs(pipeline: 'renewal' | 'sales'): SQL {
  return pipeline === 'renewal' ? sql`deal.pipeline ilike '%renewal%'` : sql`deal.pipeline not ilike '%renewal%'`;
}

/** How the question was narrowed, for a sentence: ` of Maya Okafor in Contract Sent for Larkspur Hill`. */
export function narrowedTo({ slots, focus }: Asked): string {
  const parts = [
    slots.pipeline === 'renewal'
      ? ' in the renewal pipeline'
      : slots.pipeline === 'sales'
        ? ' outside the renewal pipeline'
        : '',
    focus.owner === null ? '' : ` of ${focus.owner.name}`,
    slots.stage === null ? '' : ` in ${slots.stage.name}`,
    subjectName({ focus }) === null ? '' : ` for ${subjectName({ focus })}`,
  ];
  return parts.join('');
}

export function subjectName({ focus }: Pick<Asked, 'focus'>): string | null {
  return focus.deal?.name ?? focus.accounts[0]?.name ?? null;
}

/** The period of the question, or the one that is meant where none was said. */
export function periodOr(asked: Asked, fallback: 'this quarter' | 'last 30 days' | 'last 90 days'): Period {
  return asked.slots.period ?? namedPeriod(fallback, asked.today);
}

export function periodName({ slots }: Asked): string {
  return slots.period === null ? '' : ` (${spanOf(slots.period)})`;
}

/** `this quarter, 2026-10-01 to 2026-12-31`: what was meant can be checked. */
export function spanOf({ name, from, to }: Period): string {
  const days = from === to ? from : `${from} to ${to}`;
  return name === from || name === days ? days : `${name}, ${days}`;
}
