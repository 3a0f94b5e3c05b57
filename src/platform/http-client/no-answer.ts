import { SophiaError } from '#platform/errors';

/** A request that ended without an answer: nobody was reached, the connection broke, or time ran out. */
export class NoAnswer extends SophiaError {
  readonly timedOut: boolean;
  /** Whether the request may have arrived. */
  readonly sent: boolean;

  constructor(failure: { host: string; timedOut: boolean; timeoutMs: number; cause: unknown }) {
    const { host, timedOut, timeoutMs, cause } = failure;
    const network = networkCode(cause);
    const found = timedOut ? `none after ${timeoutMs} ms` : `no working connection (${network ?? 'broken off'})`;
    const sent = timedOut || network === null || !neverSent.has(network);
    super(timedOut ? 'vendor.timeout' : 'vendor.unavailable', `Expected an answer from ${host}, found ${found}.`, {
      cause,
      details: { host, sent },
    });
    this.name = 'NoAnswer';
    this.timedOut = timedOut;
    this.sent = sent;
  }
}

const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function networkCode(error: unknown): string | null {
  for (let current = error, depth = 0; current instanceof Error && depth < 5; depth += 1) {
    if ('code' in current && typeof current.code === 'string') return current.code;
    current = current.cause;
  }
  return null;
}
