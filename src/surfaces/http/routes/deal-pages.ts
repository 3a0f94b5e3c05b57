import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { resolveRecord } from '#modules/crm';
import {
  dealContentSecurityPolicy,
  dealsContentSecurityPolicy,
  IndexTab,
  renderDealHtml,
  renderDealsHtml,
  viewerOf,
} from '#modules/reports';
import { getWorkspace } from '#modules/workspaces';
import { parseInput } from '#platform/errors';
import { readDeal } from '../deals/read-deal.ts';
import { readDeals } from '../deals/read-deals.ts';
import { openTab } from '../open-tab.ts';
import { sendPage } from '../send-page.ts';
import type { ServerResources } from '../server-resources.ts';
import { workspaceOfTab } from '../workspace-of-tab.ts';

const Day = z.union([z.iso.date('Expected a day such as 2026-09-14.'), z.literal('')]).default('');
const DealsQuery = z.strictObject({
  tab: IndexTab.optional(),
  name: z.string().max(300).default(''),
  stage: z.string().max(300).default(''),
  owner: z.string().max(300).default(''),
  account: z.string().max(300).default(''),
  closesFrom: Day,
  closesTo: Day,
  after: z.string().max(300).nullable().default(null),
});
const DealParams = z.strictObject({ workspaceId: z.string().min(1), dealId: z.string().min(1).max(300) });

/** `/deals`: the deals of the CRM. `/deals/<workspace>/<deal>`: one of them, with where each value comes from. */
export function addDealPageRoutes(server: FastifyInstance, resources: ServerResources): void {
  server.get('/deals', async (request, reply) => {
    const query = parseInput({ schema: DealsQuery, input: request.query, what: 'filters and after' });
    const { ctx, tab, workspaceName, viewer } = await openTab({ resources, requestId: request.id, tab: query.tab });
    const { next, ...list } = await readDeals({ ctx, query });
    const { name, stage, owner, account, closesFrom, closesTo } = query;
    const filter = { name, stage, owner, account, closesFrom, closesTo };
    const nextHref = next === null ? null : `/deals?${new URLSearchParams({ tab, ...filter, after: next })}`;
    const { workspaceId } = ctx;
    const html = renderDealsHtml({ workspaceName, viewer, workspaceId, tab, filter, ...list, nextHref });
    return sendPage({ reply, policy: dealsContentSecurityPolicy(), html });
  });
  server.get('/deals/:workspaceId/:dealId', async (request, reply) => {
    const { workspaceId, dealId } = parseInput({ schema: DealParams, input: request.params, what: 'a deal' });
    const ctx = resources.contextFor({ workspaceId, requestId: request.id });
    const { recordId } = await resolveRecord({ ctx, input: { objectType: 'deal', text: dealId } });
    const main = resources.contextFor({ workspaceId: workspaceOfTab.calls, requestId: request.id });
    const { name: workspaceName } = await getWorkspace({ ctx: main });
    const viewer = viewerOf(ctx);
    const tab = workspaceId === workspaceOfTab.example ? 'example' : 'calls';
    const deal = await readDeal({ ctx, recordId });
    const html = renderDealHtml({ workspaceName, viewer, workspaceId, tab, ...deal });
    return sendPage({ reply, policy: dealContentSecurityPolicy(), html });
  });
}
