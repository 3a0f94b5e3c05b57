import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { ChangeSet } from '#contracts';
import { isAllowed } from '#modules/access';
import { getPolicyOrigin, listChangeSets, listDecisions } from '#modules/changesets';
import {
  ChangesFilter,
  changesContentSecurityPolicy,
  IndexTab,
  policyContentSecurityPolicy,
  renderChangesHtml,
  renderPolicyHtml,
} from '#modules/reports';
import { parseInput } from '#platform/errors';
import { openTab } from '../open-tab.ts';
import { sendPage } from '../send-page.ts';
import type { ServerResources } from '../server-resources.ts';
import { wordChangeSets } from '../word-change-sets.ts';

const PolicyQuery = z.strictObject({ tab: IndexTab.optional() });
const ChangesQuery = z.strictObject({
  tab: IndexTab.optional(),
  state: ChangesFilter.default('all'),
  before: z.string().nullable().default(null),
});

const setsPerPage = 30;

/**
 * `/changes`: what is proposed for the CRM and what was written.
 * `/policy`: what may be written and who is asked, rule by rule, and who put that in force.
 */
export function addFlowPageRoutes(server: FastifyInstance, resources: ServerResources): void {
  server.get('/changes', async (request, reply) => {
    const query = parseInput({ schema: ChangesQuery, input: request.query, what: 'tab, state and before' });
    const { ctx, tab, workspaceName, viewer } = await openTab({ resources, requestId: request.id, tab: query.tab });
    const page = { limit: setsPerPage, beforeId: query.before };
    const { changeSets, more } = await listChangeSets({
      ctx,
      input: query.state === 'all' ? page : { ...page, state: query.state },
    });
    const { decisions } = await listDecisions({ ctx, input: { changeIds: idsIn(changeSets) } });
    const last = changeSets.at(-1);
    const olderHref =
      more && last !== undefined ? `/changes?tab=${tab}&state=${query.state}&before=${last.changeSetId}` : null;
    const { workspaceId } = ctx;
    const readsPolicy = isAllowed({ ctx, action: 'policy.read' });
    const filter = query.state;
    const shown = { changeSets: await wordChangeSets({ ctx, changeSets }), decisions, olderHref, readsPolicy };
    const html = renderChangesHtml({ workspaceName, viewer, workspaceId, tab, filter, ...shown });
    return sendPage({ reply, policy: changesContentSecurityPolicy(), html });
  });
  server.get('/policy', async (request, reply) => {
    const query = parseInput({ schema: PolicyQuery, input: request.query, what: 'a tab' });
    const { ctx, tab, workspaceName, viewer } = await openTab({ resources, requestId: request.id, tab: query.tab });
    const { file, origin, policy } = await getPolicyOrigin({ ctx });
    const { rules, otherwise, hash: version, fault } = policy;
    const html = renderPolicyHtml({ workspaceName, viewer, tab, file, origin, version, rules, otherwise, fault });
    return sendPage({ reply, policy: policyContentSecurityPolicy(), html });
  });
}

function idsIn(changeSets: readonly ChangeSet[]): string[] {
  return changeSets.flatMap(({ changes }) => changes.map(({ changeId }) => changeId));
}
