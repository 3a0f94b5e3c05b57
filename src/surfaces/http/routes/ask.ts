import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { nameOfAsker, suggestQuestions } from '#modules/assistant';
import { askContentSecurityPolicy, IndexTab, renderAskHtml } from '#modules/reports';
import { parseInput } from '#platform/errors';
import { openTab } from '../open-tab.ts';
import { sendPage } from '../send-page.ts';
import type { ServerResources } from '../server-resources.ts';

/** `q` only stands in the line: a link never asks by itself. */
const PageQuery = z.strictObject({ tab: IndexTab.optional(), q: z.string().max(2000).default('') });

/** The page `/ask`: questions in plain words. */
export function addAskRoutes(server: FastifyInstance, resources: ServerResources): void {
  server.get('/ask', async (request, reply) => {
    const query = parseInput({ schema: PageQuery, input: request.query, what: 'a question' });
    const { ctx, tab, workspaceName } = await openTab({ resources, requestId: request.id, tab: query.tab });
    const { questions } = await suggestQuestions({ ctx, input: { account: null } });
    const html = renderAskHtml({
      workspaceName,
      workspaceId: ctx.workspaceId,
      tab,
      asker: nameOfAsker(ctx),
      question: query.q,
      suggestions: questions.map(({ message }) => message),
    });
    return sendPage({ reply, policy: askContentSecurityPolicy(), html });
  });
}
