import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { isAllowed } from '#modules/access';
import { retryEvent } from '#modules/intake';
import { IndexTab, ledgerContentSecurityPolicy, renderLedgerHtml } from '#modules/reports';
import { parseInput } from '#platform/errors';
import { showLedger } from '#surfaces/operations';
import { assertOwnPage } from '#surfaces/rest';
import { openTab } from '../open-tab.ts';
import { sendPage } from '../send-page.ts';
import type { ServerResources } from '../server-resources.ts';
import { takeForms } from '../take-forms.ts';

const LedgerQuery = z.strictObject({ tab: IndexTab.optional(), since: z.iso.date().nullable().default(null) });
const RetryQuery = z.strictObject({ tab: IndexTab });
const EventParams = z.strictObject({ inboxId: z.string().min(1).max(100) });

const gapsPerPage = 200;

/** `/ledger`: whether every call has arrived everywhere, and what could not be processed; that is tried again there. */
export async function addLedgerPageRoutes(server: FastifyInstance, resources: ServerResources): Promise<void> {
  server.get('/ledger', async (request, reply) => {
    const query = parseInput({ schema: LedgerQuery, input: request.query, what: 'tab and since' });
    const { ctx, tab, workspaceName, viewer } = await openTab({ resources, requestId: request.id, tab: query.tab });
    const ledger = await showLedger({ ctx, input: { since: query.since, gapLimit: gapsPerPage } });
    const now = ctx.clock.now().toISOString();
    const retries = isAllowed({ ctx, action: 'inbox.process' });
    const html = renderLedgerHtml({ workspaceName, viewer, tab, now, retries, ...ledger });
    return sendPage({ reply, policy: ledgerContentSecurityPolicy(), html });
  });
  await server.register(async (scope) => {
    takeForms(scope);
    scope.post('/ledger/events/:inboxId/retry', async (request, reply) => {
      assertOwnPage(request);
      const { tab } = parseInput({ schema: RetryQuery, input: request.query, what: 'a tab' });
      const input = parseInput({ schema: EventParams, input: request.params, what: 'an event' });
      const { ctx } = await openTab({ resources, requestId: request.id, tab });
      await retryEvent({ ctx, input });
      return reply.redirect(`/ledger?tab=${tab}#dead`, 303);
    });
  });
}
