import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type AuditPage, auditContentSecurityPolicy, IndexTab, renderAuditHtml } from '#modules/reports';
import { exportAudit, listAudit, verifyAudit } from '#modules/trail';
import { parseInput } from '#platform/errors';
import { sendLines } from '#surfaces/rest';
import { homeContext } from '../home-context.ts';
import { openTab } from '../open-tab.ts';
import { sendPage } from '../send-page.ts';
import type { ServerResources } from '../server-resources.ts';

const Day = z.union([z.iso.date(), z.literal('')]).default('');
const Text = z.string().trim().max(320).default('');

const AuditQuery = z.strictObject({
  tab: IndexTab.optional(),
  actor: Text,
  action: Text,
  resource: Text,
  result: z.enum(['', 'done', 'refused', 'failed']).default(''),
  from: Day,
  to: Day,
  before: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).nullable().default(null),
});
const CheckQuery = z.strictObject({ tab: IndexTab.optional(), anchor: Text });

const recordsPerPage = 50;
const exportedPage = 500;
const everything = { actor: '', action: '', resource: '', result: '', from: '', to: '' } as const;

/** `/audit`: who did what. `/audit/verification`: whether nobody altered it. `/audit/export`: all of it, a record a line. */
export function addAuditPageRoutes(server: FastifyInstance, resources: ServerResources): void {
  server.get('/audit', async (request, reply) => {
    const { tab, before, ...filter } = parseInput({ schema: AuditQuery, input: request.query, what: 'filters' });
    return showAudit({ resources, request, reply, tab, filter, before, check: null });
  });
  server.get('/audit/verification', async (request, reply) => {
    const { tab, anchor } = parseInput({ schema: CheckQuery, input: request.query, what: 'tab and anchor' });
    const ctx = homeContext({ resources, request });
    const verdict = await verifyAudit({ ctx, input: { anchor: anchor === '' ? null : anchor } });
    const check = { anchor, verdict };
    return showAudit({ resources, request, reply, tab, filter: everything, before: null, check });
  });
  server.get('/audit/export', async (request, reply) => {
    const ctx = homeContext({ resources, request });
    let upTo: number | null = null;
    return sendLines({
      reply,
      ctx,
      pageAt: async (cursor) => {
        const page = await exportAudit({ ctx, input: { after: Number(cursor ?? 0), upTo, limit: exportedPage } });
        upTo = page.upTo;
        // Only now: what is refused is no file.
        if (cursor === null) void reply.header('content-disposition', 'attachment; filename="sophia-audit.jsonl"');
        return { lines: page.records, nextCursor: page.nextAfter === null ? null : String(page.nextAfter) };
      },
    });
  });
}

async function showAudit({
  resources,
  request,
  reply,
  filter,
  before,
  check,
  ...asked
}: Pick<AuditPage, 'filter' | 'check'> & {
  resources: ServerResources;
  request: FastifyRequest;
  reply: FastifyReply;
  tab: IndexTab | undefined;
  before: number | null;
}): Promise<FastifyReply> {
  const { tab, workspaceName, viewer } = await openTab({ resources, requestId: request.id, tab: asked.tab });
  const { records, nextBefore } = await listAudit({
    ctx: homeContext({ resources, request }),
    input: {
      actor: orNull(filter.actor),
      action: orNull(filter.action),
      resourceId: orNull(filter.resource),
      requestId: null,
      result: filter.result === '' ? null : filter.result,
      from: filter.from === '' ? null : `${filter.from}T00:00:00.000Z`,
      to: filter.to === '' ? null : `${filter.to}T23:59:59.999Z`,
      limit: recordsPerPage,
      before,
    },
  });
  const olderHref =
    nextBefore === null ? null : `/audit?${new URLSearchParams({ tab, ...filter, before: String(nextBefore) })}`;
  void reply.header('cache-control', 'no-store');
  const html = renderAuditHtml({ workspaceName, viewer, tab, filter, records, olderHref, check });
  return sendPage({ reply, policy: auditContentSecurityPolicy(), html });
}

function orNull(given: string): string | null {
  return given === '' ? null : given;
}
