import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { DocumentAudience } from '#contracts';
import { getBattlecard, listCompetitors } from '#modules/assistant';
import { battlecardContentSecurityPolicy, IndexTab, renderBattlecardHtml, viewerOf } from '#modules/reports';
import { getWorkspace } from '#modules/workspaces';
import { parseInput } from '#platform/errors';
import { openTab } from '../open-tab.ts';
import { sendPage } from '../send-page.ts';
import type { ServerResources } from '../server-resources.ts';
import { workspaceOfTab } from '../workspace-of-tab.ts';

const ListQuery = z.strictObject({ tab: IndexTab.optional() });
const CardParams = z.strictObject({ workspaceId: z.string().min(1), competitor: z.string().min(1).max(200) });
const CardQuery = z.strictObject({ audience: DocumentAudience.default('internal') });

/** `/battlecards`: the competitors. `/battlecards/<workspace>/<name>`: what is known of one of them. */
export function addBattlecardPageRoutes(server: FastifyInstance, resources: ServerResources): void {
  server.get('/battlecards', async (request, reply) => {
    const query = parseInput({ schema: ListQuery, input: request.query, what: 'a tab' });
    const { ctx, tab, workspaceName, viewer } = await openTab({ resources, requestId: request.id, tab: query.tab });
    const { competitors } = await listCompetitors({ ctx });
    const { workspaceId } = ctx;
    const html = renderBattlecardHtml({ workspaceName, viewer, workspaceId, tab, competitors, card: null });
    return sendPage({ reply, policy: battlecardContentSecurityPolicy(), html });
  });
  server.get('/battlecards/:workspaceId/:competitor', async (request, reply) => {
    const params = parseInput({ schema: CardParams, input: request.params, what: 'a competitor' });
    const { audience } = parseInput({ schema: CardQuery, input: request.query, what: 'an audience' });
    const { workspaceId, competitor } = params;
    const ctx = resources.contextFor({ workspaceId, requestId: request.id });
    const card = await getBattlecard({ ctx, input: { competitor, audience } });
    const main = resources.contextFor({ workspaceId: workspaceOfTab.calls, requestId: request.id });
    const { name: workspaceName } = await getWorkspace({ ctx: main });
    const viewer = viewerOf(ctx);
    const tab = workspaceId === workspaceOfTab.example ? 'example' : 'calls';
    const html = renderBattlecardHtml({ workspaceName, viewer, workspaceId, tab, competitors: [], card });
    return sendPage({ reply, policy: battlecardContentSecurityPolicy(), html });
  });
}
