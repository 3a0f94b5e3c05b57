import type { CrmPipeline } from '#contracts';
import { type CrmRecordRow, listAssociated } from '#modules/crm';
import type { Context } from '#platform/context';
import type { DealView } from './deal-view.ts';
import type { LimitsInForce } from './limits-for.ts';
import { loadDepartures } from './load-departures.ts';
import { loadFacts } from './load-facts.ts';
import { viewAt } from './view-at.ts';

const dayMs = 86_400_000;

/** What every deal of a workspace is looked at with. */
export interface Watch {
  readonly ctx: Context;
  readonly inForce: LimitsInForce;
  readonly pipelines: readonly CrmPipeline[];
}

/** Reads all that the rules look at. */
export async function loadDeal({ deal, ctx, inForce, pipelines }: Watch & { deal: CrmRecordRow }): Promise<DealView> {
  const at = ctx.clock.now();
  const contacts = await listAssociated({ ctx, input: { recordId: deal.recordId, toType: 'contact' } });
  const until = new Date(at.getTime() + inForce.limits.nextStepWithinDays * dayMs);
  const facts = await loadFacts({ ctx, deal, since: at, until });
  const departures = await loadDepartures({ ctx, calls: facts.calls, contacts });
  return viewAt({ facts, at, pipelines, inForce, people: { contacts, departures } });
}
