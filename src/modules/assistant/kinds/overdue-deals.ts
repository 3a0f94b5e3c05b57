import { sql } from '#platform/sql';
import { overduePromises } from './commitments.ts';
import { counts } from './draft.ts';
import { dealFilters, narrowedTo } from './filters.ts';
import { isOpen, listDeals, worthOf } from './list-deals.ts';
import type { Asked, Draft } from './question-kind.ts';
import { mayAsk } from './readings-of.ts';

/** Open deals whose close date is over; “anything overdue” also asks for promises. */
export async function overdueDeals(asked: Asked): Promise<Draft> {
  const deals = await listOverdue(asked);
  if (namesDeals.test(asked.text)) return deals;
  if (!mayAsk({ ctx: asked.ctx, kind: { id: 'commitments.overdue' } })) {
    return { ...deals, unknown: [...deals.unknown, 'Promises are not shown to you.'] };
  }
  const promises = await overduePromises(asked);
  const before = deals.queries.length;
  return {
    outcome: [deals, promises].some(({ outcome }) => outcome === 'answered') ? 'answered' : 'nothing',
    text: `${deals.text} ${promises.text}`,
    lines: [...deals.lines, ...promises.lines],
    figures: [...deals.figures, ...promises.figures.map((figure) => ({ ...figure, query: figure.query + before }))],
    queries: [...deals.queries, ...promises.queries],
    unknown: [...deals.unknown, ...promises.unknown],
    actions: [...promises.actions, ...deals.actions],
  };
}

const namesDeals = /\b(?:deals?|opportunit(?:y|ies)|opps?|renewals?|clos(?:e|es|ed|ing))\b/i;

function listOverdue(asked: Asked): Promise<Draft> {
  return listDeals({
    asked,
    definition: `Open deals${narrowedTo(asked)} with a close date before ${asked.today}`,
    where: [isOpen, sql`deal.close_date < ${asked.today}::date`, ...dealFilters(asked)],
    text: ({ count, sum }) =>
      `${counts(count, 'open deal')}${narrowedTo(asked)} should have closed before today, worth ${worthOf(sum, asked)}.`,
    nothing: `No open deal${narrowedTo(asked)} has a close date that is over.`,
  });
}
