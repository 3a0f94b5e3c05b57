import { z } from 'zod';
import { SophiaError } from '#platform/errors';
import { errorForResponse, type Fetch } from '#platform/http-client';
import { GongError } from './schema.ts';

export interface GongRequest<Value> {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | null>>;
  readonly body?: unknown;
  readonly schema: z.ZodType<Value>;
  /** What a listing that Gong answers with 404 because it is empty comes back as. */
  readonly whenEmpty: Value;
}

export interface GongClient {
  request<Value>(request: GongRequest<Value>): Promise<Value>;
}

/** Speaks to Gong's API (help.gong.io, “What the Gong API provides”). Throws `vendor.*` errors. */
export function createGongClient({
  baseUrl,
  authorization,
  fetch,
}: {
  baseUrl: string;
  authorization: string;
  fetch: Fetch;
}): GongClient {
  return {
    request: async (request) => {
      const response = await fetch(addressOf({ baseUrl, request }), {
        method: request.method,
        headers: {
          authorization,
          accept: 'application/json',
          ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      });
      const text = await response.text();
      if (response.ok) return parseAnswer({ text, request, host: hostOf(baseUrl) });
      const reason = reasonIn(text);
      if (response.status === 404) return request.whenEmpty;
      if (reason !== null && /cursor\b.*\bexpired/i.test(reason)) {
        throw new SophiaError('vendor.cursor-expired', `Expected Gong to go on with ${request.path}, found: ${reason}`);
      }
      if (response.status === 403) {
        throw new SophiaError('vendor.missing-scope', `Gong does not allow ${request.path}: ${reason ?? 'no reason'}`, {
          details: { status: 403 },
        });
      }
      throw errorForResponse({ host: hostOf(baseUrl), status: response.status, reason });
    },
  };
}

function addressOf({ baseUrl, request }: { baseUrl: string; request: GongRequest<unknown> }): string {
  const url = new URL(`${baseUrl.replace(/\/+$/, '')}${request.path}`);
  for (const [name, value] of Object.entries(request.query ?? {})) {
    if (value !== null) url.searchParams.set(name, value);
  }
  return url.href;
}

function parseAnswer<Value>({
  text,
  request,
  host,
}: {
  text: string;
  request: GongRequest<Value>;
  host: string;
}): Value {
  const parsed = request.schema.safeParse(parseOrNull(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new SophiaError(
    'vendor.malformed',
    `Expected ${host} to answer ${request.path} in its documented form, found at ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}.`,
  );
}

function reasonIn(text: string): string | null {
  const parsed = GongError.safeParse(parseOrNull(text));
  const errors = parsed.success ? (parsed.data.errors ?? []) : [];
  return errors.length === 0 ? null : errors.join('; ');
}

/** What is no JSON fits no schema, and so is told with the rest that does not fit. */
function parseOrNull(text: string): unknown {
  try {
    return z.unknown().parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function hostOf(baseUrl: string): string {
  return new URL(baseUrl).host;
}
