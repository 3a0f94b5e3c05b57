import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Answer, Exchange } from './exchange.ts';
import { createFaultPlan, type Vendor } from './fault.ts';
import { type Route, routes } from './routes.ts';
import { nowOf, type RecordedRequest, type SimulatorState } from './state.ts';
import { errorForFault, invalidRequest, unauthorized, vendorError } from './vendor-error.ts';
import { writeAnswer } from './write-answer.ts';

export interface ModelsSimulator {
  /** Without a path: `http://127.0.0.1:8104`. Both vendors' base addresses are this and `/v1`. */
  readonly url: string;
  close(): Promise<void>;
}

/** The keys that the simulator takes. Any other is rejected, so that a real key never seems to work here. */
export const simulatorKeys = { openai: 'sk-simulator', anthropic: 'sk-ant-simulator' } as const;

/** By default a server ends a connection after five idle seconds: whoever uses it at that moment has a request fail. */
const longestPauseMs = 600_000;
const maxBodyBytes = 32 * 1024 * 1024;

/** Starts the stand-in for the OpenAI and Anthropic APIs on loopback; port 0 takes any free one. */
export async function startModelsSimulator({ port }: { port: number }): Promise<ModelsSimulator> {
  const state: SimulatorState = {
    machineNow: readMachineClock,
    faults: createFaultPlan(),
    requests: [],
    now: null,
    count: 0,
    planned: { answers: [], repeatsLast: false },
  };
  const server = createServer((request, response) => {
    void serve({ state, request, response }).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ simulatorError: String(error) }));
    });
  });
  server.keepAliveTimeout = longestPauseMs;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(port, '127.0.0.1', resolve);
  await promise;
  const address = server.address();
  const usedPort = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://127.0.0.1:${usedPort}`,
    close: async () => {
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      server.closeAllConnections();
      await closed.promise;
    },
  };
}

function readMachineClock(): Date {
  // oxlint-disable-next-line sophia/no-wall-clock -- a simulator is a program of its own and has no context
  return new Date();
}

async function serve(call: {
  state: SimulatorState;
  request: IncomingMessage;
  response: ServerResponse;
}): Promise<void> {
  const { state, request, response } = call;
  const path = new URL(request.url ?? '/', 'http://simulator').pathname;
  const route = routes.find((candidate) => candidate.method === request.method && candidate.path === path);
  const body = await readBody(request);
  const vendor = route?.control === true ? null : (route?.vendor ?? vendorOfKey(request));
  const fault = vendor === null || route === undefined ? null : state.faults.take(vendor);
  const exchange: Exchange = { state, vendor, headers: request.headers, path, body, fault, response };
  const recorded = record({ exchange, method: request.method ?? 'GET' });
  if (route?.control !== true) state.requests.push(recorded);
  if (fault?.kind === 'slow') await thinkUntilGone({ response, latencyMs: fault.latencyMs });
  if (fault?.kind === 'dropped_connection') {
    request.socket.destroy();
    return;
  }
  const answer = answerFor({ exchange, route });
  recorded.status = answer.status;
  await writeAnswer({ exchange, answer });
}

/** Whoever goes away is thought for no longer. */
async function thinkUntilGone({ response, latencyMs }: { response: ServerResponse; latencyMs: number }): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  await sleep(latencyMs, undefined, { signal: gone.signal }).catch(() => undefined);
}

function answerFor({ exchange, route }: { exchange: Exchange; route: Route | undefined }): Answer {
  if (route === undefined) {
    const message = `Unknown request URL: ${exchange.path}.`;
    return vendorError(exchange, { status: 404, type: notFoundType(exchange.vendor), code: null, message });
  }
  if (route.control) return route.answer(exchange);
  if (!hasKey(exchange)) return unauthorized(exchange);
  if (exchange.body === undefined) return invalidRequest(exchange, 'We could not parse the JSON body of your request.');
  return errorForFault(exchange) ?? route.answer(exchange);
}

function notFoundType(vendor: Vendor | null): string {
  return vendor === 'anthropic' ? 'not_found_error' : 'invalid_request_error';
}

function hasKey({ vendor, headers }: Exchange): boolean {
  const bearer = headers.authorization?.replace(/^Bearer /u, '');
  if (vendor === 'anthropic') return (headers['x-api-key'] ?? bearer) === simulatorKeys.anthropic;
  return bearer === simulatorKeys.openai;
}

function vendorOfKey({ headers }: IncomingMessage): Vendor {
  return headers['x-api-key'] !== undefined || headers['anthropic-version'] !== undefined ? 'anthropic' : 'openai';
}

function record({ exchange, method }: { exchange: Exchange; method: string }): RecordedRequest {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(exchange.headers)) {
    const isSecret = name === 'authorization' || name === 'x-api-key';
    headers[name] = isSecret ? `${String(value).slice(0, 10)}…` : String(value);
  }
  return {
    at: nowOf(exchange.state).toISOString(),
    vendor: exchange.vendor,
    method,
    path: exchange.path,
    headers,
    body: exchange.body,
    status: null,
    fault: exchange.fault?.kind ?? null,
  };
}

/** The body as JSON; null where there is none, undefined where it cannot be read. */
async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const buffer = Buffer.from(chunk);
    bytes += buffer.byteLength;
    if (bytes > maxBodyBytes) return undefined;
    chunks.push(buffer);
  }
  if (bytes === 0) return null;
  try {
    return z.unknown().parse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
  } catch {
    return undefined;
  }
}
