import { type ClientRequest, type IncomingMessage, request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Address, OutboundOutcome, OutboundRequest } from './outbound.ts';

const excerptBytes = 1024;

/** Sends a request to addresses that were checked, whatever its name leads to by now. */
export async function postTo({
  request,
  addresses,
  signal,
}: {
  request: OutboundRequest;
  addresses: readonly [Address, ...Address[]];
  signal: AbortSignal;
}): Promise<OutboundOutcome> {
  try {
    const response = await answerOf({ request, addresses, signal });
    const excerpt = await beginningOf(response);
    const retryAfterSeconds = secondsOf(response.headers['retry-after']);
    return { outcome: 'answered', status: response.statusCode ?? 0, excerpt, retryAfterSeconds, durationMs: 0 };
  } catch (error) {
    if (signal.aborted) return { outcome: 'timeout', reason: 'No whole answer came in time.', durationMs: 0 };
    return { outcome: 'unreachable', reason: `No connection, or it broke off${codeOf(error)}.`, durationMs: 0 };
  }
}

function answerOf({
  request,
  addresses,
  signal,
}: {
  request: OutboundRequest;
  addresses: readonly [Address, ...Address[]];
  signal: AbortSignal;
}): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const send = request.url.startsWith('https:') ? requestSecure : requestPlain;
  const sent: ClientRequest = send(request.url, {
    method: 'POST',
    agent: false,
    lookup: alwaysGiving(addresses),
    signal,
    headers: { ...request.headers, 'content-length': String(Buffer.byteLength(request.body)) },
  });
  sent.once('response', resolve);
  sent.once('error', reject);
  sent.end(request.body);
  return promise;
}

function alwaysGiving([first, ...others]: readonly [Address, ...Address[]]): LookupFunction {
  // oxlint-disable-next-line sophia/two-parameters -- the form in which a socket calls it
  return (_host, { all }, callback) => {
    if (all === true) callback(null, [first, ...others]);
    else callback(null, first.address, first.family);
  };
}

/** The rest is not read: what a stranger answers is of no further use. */
async function beginningOf(response: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of response) {
    const bytes = Buffer.from(part);
    parts.push(bytes);
    length += bytes.length;
    if (length >= excerptBytes) break;
  }
  response.destroy();
  const text = Buffer.concat(parts).subarray(0, excerptBytes).toString('utf8');
  return text.replaceAll(/\p{Cc}+/gu, ' ').trim();
}

function secondsOf(value: string | undefined): number | null {
  return value !== undefined && /^\d{1,6}$/.test(value) ? Number(value) : null;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : '';
}
