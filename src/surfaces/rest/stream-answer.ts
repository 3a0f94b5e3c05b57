import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Context } from '#platform/context';
import type { ApiRequest } from './api-operation.ts';
import { problemOf } from './problem.ts';

/** How an operation reaches whoever asked before it has ended, and learns that nobody waits any more. */
export type Telling = Pick<ApiRequest, 'emit' | 'signal'>;

/** Something is sent at least this often, so that nothing between takes the connection for dead. */
const quietMs = 15_000;
const Named = z.looseObject({ type: z.string() });

/** Ends when the connection is closed before the answer has been sent. */
export function signalOfLeaving({ raw }: FastifyReply): AbortSignal {
  const abort = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) abort.abort();
  });
  return abort.signal;
}

/**
 * Sends what an operation says as server-sent events, each under its type. What goes wrong before the first is thrown,
 * to be answered as ever; later it is the event `error`. Whoever closes the connection stops the work.
 */
export async function streamAnswer({
  reply,
  ctx,
  events,
  run,
}: {
  reply: FastifyReply;
  ctx: Context;
  events: z.ZodType;
  run: (telling: Telling) => Promise<unknown>;
}): Promise<FastifyReply> {
  const body = new PassThrough();
  const began = Promise.withResolvers<void>();
  const signal = signalOfLeaving(reply);
  async function emit(event: unknown): Promise<void> {
    began.resolve();
    const { type, ...rest } = Named.parse(events.parse(event));
    await write({ body, name: type, data: { type, ...rest }, signal });
  }
  const work = run({ emit, signal });
  await Promise.race([began.promise, work]);
  void end({ body, work, ctx, signal });
  return reply
    .code(200)
    .header('cache-control', 'no-store')
    .header('x-accel-buffering', 'no')
    .type('text/event-stream; charset=utf-8')
    .send(body);
}

async function end({
  body,
  work,
  ctx,
  signal,
}: {
  body: PassThrough;
  work: Promise<unknown>;
  ctx: Context;
  signal: AbortSignal;
}): Promise<void> {
  const beats = setInterval(() => {
    if (body.writable) body.write(': there is more to come\n\n');
  }, quietMs).unref();
  try {
    await work;
  } catch (error) {
    const { requestId, log } = ctx;
    const problem = problemOf({ error, requestId });
    if (problem.status >= 500) log.error({ err: error, requestId }, 'An answer failed while it was sent');
    await write({ body, name: 'error', data: { type: 'error', problem }, signal });
  } finally {
    clearInterval(beats);
    body.end();
  }
}

/** Waits where whoever reads is slow; to somebody who is gone nothing is written. */
async function write({
  body,
  name,
  data,
  signal,
}: {
  body: PassThrough;
  name: string;
  data: unknown;
  signal: AbortSignal;
}): Promise<void> {
  if (signal.aborted || !body.writable) return;
  if (body.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`)) return;
  await once(body, 'drain', { signal }).catch(() => undefined);
}
