import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { getPolicy, getPolicyOrigin } from '#modules/changesets';
import { IndexTab, policyContentSecurityPolicy, renderPolicyHtml } from '#modules/reports';
import { parseInput } from '#platform/errors';
import { openTab } from '../open-tab.ts';
import { sendPage } from '../send-page.ts';
import type { ServerResources } from '../server-resources.ts';

const PageQuery = z.strictObject({ tab: IndexTab.optional() });

/** The page `/policy`: what may be written to the CRM and who is asked, rule by rule, and who put that in force. */
export function addPolicyPageRoutes(server: FastifyInstance, resources: ServerResources): void {
  server.get('/policy', async (request, reply) => {
    const query = parseInput({ schema: PageQuery, input: request.query, what: 'a tab' });
    const { ctx, tab, workspaceName, viewer } = await openTab({ resources, requestId: request.id, tab: query.tab });
    const { rules, otherwise, hash: version, fault } = await getPolicy({ ctx });
    const { file, origin } = await getPolicyOrigin({ ctx });
    const html = renderPolicyHtml({ workspaceName, viewer, tab, file, origin, version, rules, otherwise, fault });
    return sendPage({ reply, policy: policyContentSecurityPolicy(), html });
  });
}
