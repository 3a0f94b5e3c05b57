import { type SQL, sql } from '#platform/sql';
import { aboutSubject, ofDeals, onDeals, oneOf, subjectName } from './filters.ts';
import type { Asked, Person } from './question-kind.ts';

/** Whom and which days the question narrows calls to. */
export function callFilters(asked: Asked): SQL[] {
  const { focus } = asked;
  return [
    ...aboutSubject(asked, { company: sql`call.company_id`, deal: sql`call.deal_id` }),
    ...(focus.owner === null ? [] : [sql`call.rep_owner_id = ${focus.owner.id}`]),
    ...(focus.contact === null ? [] : [spokeIn(focus.contact)]),
    ...ofDeals(asked, sql`call.deal_id`),
  ];
}

function spokeIn({ ids }: Person): SQL {
  return sql`exists (select 1 from call_links spoke where spoke.call_id = call.id and ${oneOf(sql`spoke.record_id`, ids)} and spoke.ended_at is null)`;
}

export function withWhom(asked: Asked): string {
  const { focus } = asked;
  const whom = focus.contact?.name ?? subjectName(asked);
  return `${whom === null ? '' : ` with ${whom}`}${focus.owner === null ? '' : ` led by ${focus.owner.name}`}${onDeals(asked)}`;
}
