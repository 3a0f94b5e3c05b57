import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { findWorkspace } from '#modules/workspaces';
import { writeJson } from '#platform/answers';
import { parseInput, SophiaError } from '#platform/errors';
import { withRequestKey } from '#platform/request-keys';
import type { WorkContext } from '#workflows';
import { accepts } from './accepts.ts';
import type { ApiOperation } from './api-operation.ts';
import { assertOwnPage } from './assert-own-page.ts';
import { clientOf, type RequestLimit } from './create-request-limit.ts';
import { principalOf } from './principal-of.ts';
import type { RestResources } from './rest-resources.ts';
import { sendJson } from './send-json.ts';
import { linesType, sendLines } from './send-lines.ts';
import { sendRead } from './send-read.ts';
import { signalOfLeaving, streamAnswer, type Telling } from './stream-answer.ts';

interface AskedOperation {
  readonly operation: ApiOperation;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly resources: Omit<RestResources, 'apiRequestsPerMinute'>;
  readonly limit: RequestLimit;
}

const IdempotencyKey = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[\x21-\x7e]+$/, 'Expected printable ASCII without spaces.');

/** Answers one request: counted, its workspace looked up, parsed, done, and a write with a key done once. */
export async function answerRequest(asked: AskedOperation): Promise<FastifyReply> {
  const { operation, request, reply, limit } = asked;
  const ctx = contextOf(asked);
  await limit(clientOf({ actor: ctx.actor, address: request.ip }), reply);
  if (operation.method !== 'GET') assertOwnPage(request);
  if (operation.place === 'workspace') await findWorkspace({ ctx });
  const key = request.headers['idempotency-key'];
  if (key !== undefined && operation.isSecret) throw notKept();
  if (key === undefined && operation.events !== null && accepts(request, 'text/event-stream')) {
    const { events } = operation;
    return streamAnswer({ reply, ctx, events, run: (telling) => perform({ asked, ctx, telling }) });
  }
  const telling = { ...untold, signal: signalOfLeaving(reply) };
  if (operation.method === 'GET') {
    if (operation.linesOf !== null && accepts(request, linesType)) return sendLines(linesFor({ asked, ctx, telling }));
    const answer = await perform({ asked, ctx, telling });
    if (operation.answer === null) return send(asked, null);
    return sendRead({
      request,
      reply,
      status: operation.status,
      json: { ...writeJson(answer), ...tagBy(asked, answer) },
    });
  }
  if (key === undefined) return send(asked, await performWrite({ asked, ctx, telling }));
  const parsed = parseInput({ schema: IdempotencyKey, input: key, what: 'the header idempotency-key' });
  const requestHash = hashOf(asked);
  const visitor = asked.resources.visitorContext(request);
  const principal = await principalOf({ actor: ctx.actor, address: request.ip, visitor });
  const { replayed, body } = await withRequestKey({ ctx, client: principal, key: parsed, requestHash }, async () => ({
    status: operation.status,
    body: await performWrite({ asked, ctx, telling: untold }),
  }));
  if (replayed) void reply.header('idempotency-replayed', 'true');
  return send(asked, body);
}

/** Each page is asked for as the first one was, with the cursor of the one before. */
function linesFor({ asked, ctx, telling }: Parameters<typeof perform>[0]): Parameters<typeof sendLines>[0] {
  const { operation, request, reply } = asked;
  return {
    reply,
    ctx,
    pageAt: async (cursor) => {
      const query = cursor === null ? request.query : { ...Object(request.query), cursor };
      const page = operation.linesOf?.(await perform({ asked, ctx, telling, query }));
      return page ?? { lines: [], nextCursor: null };
    },
  };
}

/** For whom it is done, and where. */
function contextOf({ operation, request, resources }: AskedOperation): WorkContext {
  const workspaceId = operation.workspaceOf(request.query) ?? resources.homeWorkspaceId;
  if (operation.place === 'visitor') return resources.visitorContext(request);
  return resources.contextFor({ workspaceId, requestId: request.id });
}

/** What would have to be given again is a secret, and secrets are shown once. */
function notKept(): SophiaError {
  return new SophiaError(
    'input.invalid',
    'Expected no idempotency-key for this address, found one: its answer shows a secret, which is not kept.',
  );
}

/** What has to be done once is done whoever still waits for it. */
const untold: Telling = { emit: () => Promise.resolve(), signal: new AbortController().signal };

/** What is sent of the answer to a write; null where it has no body. */
async function performWrite(performed: Parameters<typeof perform>[0]): Promise<string | null> {
  const answer = await perform(performed);
  const { tag } = tagBy(performed.asked, answer);
  if (tag !== undefined) void performed.asked.reply.header('etag', tag);
  return performed.asked.operation.answer === null ? null : JSON.stringify(answer);
}

/** The tag of what has a version of its own: that, and behind a dot what changes with the whole answer where it shows more. */
function tagBy({ operation: { versionOf, showsMore } }: AskedOperation, answer: unknown): { tag?: string } {
  if (versionOf === null) return {};
  const version = versionOf(answer);
  return { tag: showsMore ? `"${version}.${writeJson(answer).tag.slice(1)}` : `"${version}"` };
}

async function perform({
  asked: { operation, request, reply, resources },
  ctx,
  telling,
  query = request.query,
}: {
  asked: AskedOperation;
  ctx: WorkContext;
  telling: Telling;
  query?: unknown;
}): Promise<unknown> {
  const { params, body } = request;
  return operation.run({
    ctx,
    health: resources.health,
    params,
    query,
    body,
    ifMatch: request.headers['if-match'] ?? null,
    keepSession: (token) => resources.keepSession({ request, reply, token }),
    ...telling,
  });
}

function send({ operation, reply }: AskedOperation, body: string | null): FastifyReply {
  if (body === null) return reply.code(204).header('cache-control', 'no-store').send();
  return sendJson({ reply, status: operation.status, body });
}

/** What is asked, whole; the order of fields does not make another request. */
function hashOf({ operation, request }: AskedOperation): string {
  const { params, query, body } = request;
  const version = operation.replacesVersion !== false ? [request.headers['if-match'] ?? null] : [];
  const text = JSON.stringify([operation.id, params, query, body, ...version], (_name, value: unknown) =>
    inOrder(value),
  );
  return createHash('sha256').update(text).digest('hex');
}

function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
