import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { TopicName } from '#contracts';
import { getWorkload, listProblems, playerAddressOf, resolveCall } from '#modules/calls';
import { listRecordsById } from '#modules/crm';
import { compareInsights, getReport, listReports, type ReportListing } from '#modules/insights';
import { getMatch } from '#modules/matching';
import {
  type IndexCall,
  type IndexHealth,
  type IndexList,
  type IndexPage,
  type IndexProgress,
  IndexTab,
  indexContentSecurityPolicy,
  renderIndexHtml,
  renderReport,
  renderReportHtml,
  reportContentSecurityPolicy,
  viewerOf,
} from '#modules/reports';
import { getWorkspace } from '#modules/workspaces';
import type { Context } from '#platform/context';
import { parseInput, SophiaError } from '#platform/errors';
import { callFilterFrom } from '#surfaces/operations';
import type { WorkContext } from '#workflows';
import { sendPage } from '../send-page.ts';
import type { ServerResources } from '../server-resources.ts';
import { workspaceOfTab } from '../workspace-of-tab.ts';

const Words = z.string().trim().max(300).default('');
const Day = z.union([z.iso.date(), z.literal('')]).default('');
const Topic = z.union([TopicName, z.literal('')]).default('');
const CallFilters = z.strictObject({
  account: Words,
  person: Words,
  owner: Words,
  topic: Topic,
  since: Day,
  until: Day,
});
const IndexQuery = z.strictObject({ tab: IndexTab.optional(), before: z.string().optional(), ...CallFilters.shape });
const ReportParams = z.strictObject({ workspaceId: z.string().min(1), callId: z.string().min(1) });
const ReportQuery = z.strictObject({ analysis: z.string().optional() });
const DownloadParams = ReportParams.extend({ format: z.enum(['json', 'markdown']) });

const callsPerPage = 50;
const shownProblems = 10;

/** `/`: the list of reports. `/calls/<workspace>/<call>`: one of them, also as JSON and Markdown. */
export function addPageRoutes(server: FastifyInstance, resources: ServerResources): void {
  server.get('/favicon.ico', async (_request, reply) => reply.code(204).send());
  server.get('/', async (request, reply) => {
    const query = parseInput({ schema: IndexQuery, input: request.query, what: 'tab, before and filters' });
    const page = await readIndex({ resources, requestId: request.id, query });
    return sendPage({ reply, policy: indexContentSecurityPolicy(), html: renderIndexHtml(page) });
  });
  server.get('/calls/:workspaceId/:callId', async (request, reply) => {
    const { workspaceId, callId } = parseInput({ schema: ReportParams, input: request.params, what: 'a call' });
    const { analysis } = parseInput({ schema: ReportQuery, input: request.query, what: 'an analysis' });
    const ctx = resources.contextFor({ workspaceId, requestId: request.id });
    const call = await resolveCall({ ctx, input: { reference: callId } });
    const report = await getReport({ ctx, input: { ...call, analysisId: analysis ?? null } });
    const tab = workspaceId === workspaceOfTab.example ? 'example' : 'calls';
    const address = `/calls/${workspaceId}/${call.callId}`;
    const html = renderReportHtml({
      report,
      player: await playerAddressOf({ ctx, ...call }),
      comparison: await compareInsights({ ctx, input: { ...call, analysisId: analysis ?? null } }),
      navigation: {
        back: { label: 'All calls', href: `/?tab=${tab}` },
        links: [
          { label: 'JSON', href: `${address}/json` },
          { label: 'Markdown', href: `${address}/markdown` },
          ...(await dealsOf({ ctx, callId: call.callId })),
        ],
        viewer: viewerOf(ctx),
      },
    });
    return sendPage({ reply, policy: reportContentSecurityPolicy(), html });
  });
  server.get('/calls/:workspaceId/:callId/:format', async (request, reply) => {
    const { workspaceId, callId, format } = parseInput({
      schema: DownloadParams,
      input: request.params,
      what: 'a call and a format',
    });
    const ctx = resources.contextFor({ workspaceId, requestId: request.id });
    const call = await resolveCall({ ctx, input: { reference: callId } });
    const report = await getReport({ ctx, input: { ...call, analysisId: null } });
    const type = format === 'json' ? 'application/json; charset=utf-8' : 'text/markdown; charset=utf-8';
    const player = await playerAddressOf({ ctx, ...call });
    return reply.type(type).send(renderReport({ report, format, player, width: 100, colors: false }));
  });
}

/** The deals that the call is about, of those that whoever asks sees, and what such deals will bring. */
async function dealsOf({ ctx, callId }: { ctx: Context; callId: string }): Promise<{ label: string; href: string }[]> {
  const match = await getMatch({ ctx, input: { callId } });
  const deals = match?.links.filter(({ objectType }) => objectType === 'deal') ?? [];
  if (deals.length === 0) return [];
  const tab = ctx.workspaceId === workspaceOfTab.example ? 'example' : 'calls';
  return [
    ...deals.map(({ recordId, name }) => ({
      label: name ?? 'The deal',
      href: `/deals/${ctx.workspaceId}/${recordId}`,
    })),
    { label: 'Forecast', href: `/forecast?tab=${tab}` },
  ];
}

async function readIndex({
  resources,
  requestId,
  query,
}: {
  resources: ServerResources;
  requestId: string;
  query: z.infer<typeof IndexQuery>;
}): Promise<Parameters<typeof renderIndexHtml>[0]> {
  const main = resources.contextFor({ workspaceId: workspaceOfTab.calls, requestId });
  const example = resources.contextFor({ workspaceId: workspaceOfTab.example, requestId });
  const workloads = { calls: await getWorkload({ ctx: main }), example: await getWorkload({ ctx: example }) };
  const tab = query.tab ?? (workloads.calls.calls === 0 && workloads.calls.underWay === null ? 'example' : 'calls');
  const { tab: _tab, before = null, ...filter } = query;
  const progress: IndexProgress | null = workloads[tab].underWay;
  const ctx = tab === 'calls' ? main : example;
  const { list: open, problem } = await readNarrowed({ ctx, tab, before, filter, total: workloads[tab].calls });
  const workspace = await getWorkspace({ ctx: main });
  return {
    workspaceName: workspace.name,
    viewer: viewerOf(main),
    tab,
    calls: tab === 'calls' ? open : closedList(workloads.calls.calls),
    example: tab === 'example' ? open : closedList(workloads.example.calls),
    progress,
    health: await readHealth(resources),
    filter: await inWords({ ctx, filter }),
    ...(problem === null ? {} : { problem }),
  };
}

/** The form names the account that a link gives by its id. */
async function inWords({
  ctx,
  filter,
}: {
  ctx: WorkContext;
  filter: z.infer<typeof CallFilters>;
}): Promise<z.infer<typeof CallFilters>> {
  if (filter.account === '') return filter;
  const records = await listRecordsById({ ctx, input: { recordIds: [filter.account] } });
  return { ...filter, account: records.get(filter.account)?.name ?? filter.account };
}

/** A name that is not known is said on the page, beside the form in which it stands. */
async function readNarrowed(asked: AskedList): Promise<{ list: IndexList; problem: IndexPage['problem'] | null }> {
  try {
    return { list: await readList(asked), problem: null };
  } catch (error) {
    if (!(error instanceof SophiaError) || !['record.not-found', 'input.invalid'].includes(error.code)) throw error;
    const problem = { message: error.message, action: error.entry.action };
    return { list: closedList(asked.total), problem };
  }
}

/** The list that is not open: only its number shows. */
function closedList(total: number): IndexList {
  return { calls: [], total, olderHref: null };
}

interface AskedList {
  readonly ctx: WorkContext;
  readonly tab: IndexTab;
  readonly before: string | null;
  readonly filter: z.infer<typeof CallFilters>;
  readonly total: number;
}

async function readList({ ctx, tab, before, filter, total }: AskedList): Promise<IndexList> {
  const given = Object.entries(filter).filter(([, value]) => value !== '');
  const { account, person, owner, topic, since, until } = filter;
  const named = {
    account: orNull(account),
    person: orNull(person),
    owner: orNull(owner),
    topic: topic === '' ? null : topic,
    since: orNull(since),
    until: orNull(until),
  };
  const only = await callFilterFrom({ ctx, named });
  const page = await listReports({ ctx, input: { limit: callsPerPage, beforeCallId: before, only } });
  const isWhole = before === null && given.length === 0;
  const problems = isWhole ? await listProblems({ ctx, input: { limit: shownProblems } }) : [];
  const failed = problems.map(({ sourceName, problem }): IndexCall => {
    return { state: 'failed', callId: null, name: sourceName, ...problem };
  });
  const calls = page.reports.map((report) => presentCall({ report, workspaceId: ctx.workspaceId }));
  const next = page.nextBefore;
  const older = new URLSearchParams([['tab', tab], ...given, ['before', next ?? '']]);
  const olderHref = next === null ? null : `/?${older}`;
  return { calls: [...failed, ...calls], total, olderHref };
}

function orNull(given: string): string | null {
  return given === '' ? null : given;
}

function presentCall({ report, workspaceId }: { report: ReportListing; workspaceId: string }): IndexCall {
  const { call, analysis } = report;
  if (analysis === null) return { state: 'analyzing', callId: call.callId, name: call.title ?? call.sourceName };
  const href = `/calls/${workspaceId}/${call.callId}`;
  return { state: 'done', callId: call.callId, href, summary: analysis.summary };
}

async function readHealth({ health }: ServerResources): Promise<IndexHealth> {
  const report = await health.check();
  const problems = report.dependencies
    .filter(({ state }) => state !== 'healthy' && state !== 'off')
    .map(({ name, reason, action }) => ({ name, reason, action }));
  return { state: report.state, problems };
}
