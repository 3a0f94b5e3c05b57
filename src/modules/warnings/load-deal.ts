import type { CrmPipeline } from '#contracts';
import { type CrmRecordRow, listAssociated } from '#modules/crm';
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
  readonly pipelines: readonly CrmPipeline[];
}

/** Reads what else the rules look at, which they ask of today alone: who is on the deal, and who has left. */
export async function loadDeal({ facts, ctx, inForce, pipelines }: Watch & { facts: DealFacts }): Promise<DealView> {
  const { recordId } = facts.deal;
  const contacts = await listAssociated({ ctx, input: { recordId, toType: 'contact' } });
  const departures = await loadDepartures({ ctx, calls: facts.calls, contacts });
  return viewAt({ facts, at: facts.readAt, pipelines, inForce, people: { contacts, departures } });
}

/** Of all these deals together what can be told of any day. */
export async function loadFactsOfToday({
  ctx,
  inForce,
  deals,
}: Watch & { deals: readonly CrmRecordRow[] }): Promise<DealFacts[]> {
  const at = ctx.clock.now();
  const until = new Date(at.getTime() + inForce.limits.nextStepWithinDays * dayMs);
  return loadFacts({ ctx, deals, since: at, until });
}
