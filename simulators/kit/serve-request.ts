import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Fault, requestFaultKinds } from './fault.ts';
import { maskBody, maskHeaders, type RecordedRequest } from './request-log.ts';
import type { SimulatorCore } from './simulator-core.ts';
import type { Answer, Exchange, SimulatorDefinition, SimulatorRoute } from './simulator-definition.ts';

const Parameters = z.record(z.string(), z.string()).catch({});
const errorKinds = requestFaultKinds.filter((kind) => kind !== 'latency');

interface Serving<State> {
  readonly core: SimulatorCore<State>;
  readonly definition: SimulatorDefinition<State>;
  /** Null where there is no such address. */
  readonly route: SimulatorRoute<State> | null;
  /** The vendor's own addresses are recorded, guarded and struck by faults; pages and control are not. */
  readonly isVendor: boolean;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** One request from its arrival to its answer, or to the end of its connection. */
export async function serveRequest<State>(serving: Serving<State>): Promise<void> {
  const { core, definition, route, isVendor, request, reply } = serving;
  if (!isVendor && isForeign(request)) {
    await send(reply, { status: 403, body: { error: 'Pages and control answer to this machine only.' } });
    return;
  }
  const exchange = createExchange(serving);
  const recorded = record(serving, exchange);
  if (isVendor) core.tools.requests.add(recorded);
  const places = [`${exchange.method} ${exchange.path}`, ...(route === null ? [] : [`${route.method} ${route.path}`])];
  function take(kinds: readonly string[]): Fault | null {
    return isVendor ? core.tools.faults.take({ kinds, places }) : null;
  }
  const latency = take(['latency']);
  const fault = take(errorKinds);
  recorded.faults = [latency, fault].flatMap((struck) => (struck === null ? [] : [struck.kind]));
  if (latency !== null) await sleep(latency.latencyMs);
  if (fault?.kind === 'dropped_before') {
    drop(request, reply);
    return;
  }
  const answer = await answerFor({ serving, exchange, fault, definition });
  if (route !== null && route.method !== 'GET' && route.readOnly !== true) {
    core.tools.changed();
    core.tick();
  }
  if (fault?.kind === 'dropped_after') {
    drop(request, reply);
    return;
  }
  recorded.status = answer.status;
  await send(reply, answer);
}

/** A page of somebody else that is open in a browser here must not steer a simulator. */
function isForeign({ headers }: FastifyRequest): boolean {
  const { hostname } = new URL(`http://${headers.host ?? '127.0.0.1'}`);
  return headers['sec-fetch-site'] === 'cross-site' || !['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
}

async function answerFor<State>(input: {
  serving: Serving<State>;
  exchange: Exchange<State>;
  fault: Fault | null;
  definition: SimulatorDefinition<State>;
}): Promise<Answer> {
  const { serving, exchange, fault, definition } = input;
  const { route, isVendor } = serving;
  const stopped = isVendor ? (definition.guard?.(exchange) ?? null) : null;
  if (stopped !== null) return stopped;
  if (route === null) return definition.notFound(exchange);
  const isError = fault !== null && fault.kind !== 'dropped_after';
  const planted = isError ? definition.errorFor(fault, exchange) : null;
  return planted ?? route.handler(exchange);
}

function createExchange<State>({ core, request, route, isVendor }: Serving<State>): Exchange<State> {
  const url = new URL(request.url, 'http://simulator');
  const rawBody = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const places = [`${request.method} ${url.pathname}`, ...(route === null ? [] : [`${route.method} ${route.path}`])];
  const { tools } = core;
  return {
    ...tools,
    get state() {
      return tools.state;
    },
    method: request.method,
    path: url.pathname,
    parameters: Parameters.parse(request.params),
    query: url.searchParams,
    headers: request.headers,
    rawBody,
    body: parseBody({ rawBody, contentType: request.headers['content-type'] ?? '', isVendor }),
    now: tools.clock.now(),
    takeFault: (kind) => tools.faults.take({ kinds: [kind], places }),
  };
}

/** `curl -d` calls whatever it sends a form; whoever steers a simulator by hand means JSON. */
function parseBody(input: { rawBody: Buffer; contentType: string; isVendor: boolean }): unknown {
  const { rawBody, contentType, isVendor } = input;
  if (rawBody.byteLength === 0) return null;
  const text = rawBody.toString('utf8');
  const isTyped = !isVendor && text.startsWith('{');
  if (contentType.startsWith('application/x-www-form-urlencoded') && !isTyped) {
    return Object.fromEntries(new URLSearchParams(text));
  }
  try {
    return z.unknown().parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function record<State>({ route }: Serving<State>, exchange: Exchange<State>): RecordedRequest {
  return {
    at: exchange.now.toISOString(),
    method: exchange.method,
    path: exchange.path,
    route: route?.path ?? null,
    query: exchange.query.toString(),
    headers: maskHeaders(exchange.headers),
    body: maskBody({ body: exchange.body, bytes: exchange.rawBody.byteLength }),
    status: null,
    faults: [],
  };
}

function drop(request: FastifyRequest, reply: FastifyReply): void {
  reply.hijack();
  request.raw.socket.destroy();
}

async function send(reply: FastifyReply, answer: Answer): Promise<void> {
  reply.code(answer.status).headers({ ...answer.headers });
  if ('text' in answer) {
    await reply.type(answer.contentType).send(answer.text);
  } else if (answer.body === undefined) {
    await reply.send();
  } else {
    await reply.type('application/json; charset=utf-8').send(JSON.stringify(answer.body));
  }
}
