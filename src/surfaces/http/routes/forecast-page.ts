import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { PipelineClock } from '#contracts';
import { forecastContentSecurityPolicy, IndexTab, renderForecastHtml } from '#modules/reports';
import { parseInput } from '#platform/errors';
import { readForecast } from '../forecast/read-forecast.ts';
import { openTab } from '../open-tab.ts';
import { sendPage } from '../send-page.ts';
import type { ServerResources } from '../server-resources.ts';

const Day = z.union([z.iso.date(), z.literal('')]).default('');
const Name = z.string().trim().max(200).default('');
const PageQuery = z.strictObject({
  tab: IndexTab.optional(),
  period: z.string().trim().max(100).default(''),
  asOf: Day,
  clock: PipelineClock.default('known'),
  since: Day,
  owner: Name,
  team: Name,
  pipeline: Name,
});

/** The page `/forecast`: what a period will bring by what is known, or as of a past day, and what has changed since a week. */
export function addForecastPageRoutes(server: FastifyInstance, resources: ServerResources): void {
  server.get('/forecast', async (request, reply) => {
    const query = parseInput({ schema: PageQuery, input: request.query, what: 'a period, days and filters' });
    const { tab: asked, ...filter } = query;
    const { ctx, tab, workspaceName, viewer } = await openTab({ resources, requestId: request.id, tab: asked });
    const { status, ...read } = await readForecast({ ctx, filter });
    const { workspaceId } = ctx;
    const html = renderForecastHtml({ workspaceName, viewer, workspaceId, tab, filter, ...read });
    return sendPage({ reply: reply.code(status), policy: forecastContentSecurityPolicy(), html });
  });
}
