import type { CrmPipeline } from '#contracts';
import { type CrmRecordRow, listAssociatedOf } from '#modules/crm';
import type { Context } from '#platform/context';
import type { DealView } from './deal-view.ts';
import type { LimitsInForce } from './limits-for.ts';
import { loadDepartures } from './load-departures.ts';
import { type DealFacts, loadFacts } from './load-facts.ts';
import { viewAt } from './view-at.ts';

const dayMs = 86_400_000;

/** What every deal of a workspace is looked at with. */
export interface Watch {
  readonly ctx: Context;
  readonly inForce: LimitsInForce;
  readonly stepFields: readonly string[];
  readonly pipelines: readonly CrmPipeline[];
}

/** Of all these deals together what the rules look at, also what they ask of today alone: who is on one, and who has left. */
export async function loadDeals(watch: Watch & { deals: readonly CrmRecordRow[] }): Promise<DealView[]> {
  const { ctx, inForce, stepFields, pipelines } = watch;
  const known = await loadFactsOfToday(watch);
  const recordIds = known.map(({ deal }) => deal.recordId);
  const contactsOf = await listAssociatedOf({ ctx, input: { recordIds, toTypes: ['contact'] } });
  const deals = known.map(({ deal: { recordId }, calls }) => ({
    recordId,
    calls,
    contacts: contactsOf.get(recordId) ?? [],
  }));
  const departuresOf = await loadDepartures({ ctx, deals });
  return known.map((facts) => {
    const { recordId } = facts.deal;
    const people = { contacts: contactsOf.get(recordId) ?? [], departures: departuresOf.get(recordId) ?? [] };
    return viewAt({ facts, at: facts.readAt, pipelines, inForce, stepFields, people });
  });
}

/** Of all these deals together what can be told of any day. */
async function loadFactsOfToday({
  ctx,
  inForce,
  deals,
}: Watch & { deals: readonly CrmRecordRow[] }): Promise<DealFacts[]> {
  const at = ctx.clock.now();
  const until = new Date(at.getTime() + inForce.limits.nextStepWithinDays * dayMs);
  return loadFacts({ ctx, deals, since: at, until });
}
