import { z } from 'zod';
import { SophiaError } from '#platform/errors';
import { errorForResponse, type Fetch } from '#platform/http-client';

export interface JsonRequest<Value> {
  readonly fetch: Fetch;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly schema: z.ZodType<Value>;
  /** The vendor's own words in the body of an error. */
  readonly reasonIn: (body: unknown) => string | null;
}

/**
 * Sends one request. Returns what was answered, or null for 404 and for a success without a body. Throws `vendor.*`
 * with the vendor's reason.
 */
export async function requestJson<Value>(request: JsonRequest<Value>): Promise<Value | null> {
  const { fetch, method, url, headers, body, schema, reasonIn } = request;
  const response = await fetch(url, {
    method,
    headers: {
      accept: 'application/json',
      ...headers,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const { host, pathname } = new URL(url);
  const answer = parseOrNull(await response.text());
  if (response.status === 404) return null;
  if (!response.ok)
    throw errorForResponse({ host, status: response.status, reason: reasonIn(answer)?.slice(0, 300) ?? null });
  if (answer === null) return null;
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new SophiaError(
    'vendor.malformed',
    `Expected ${host} to answer ${pathname} in its documented form, found at ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}.`,
  );
}

/** What is no JSON fits no schema, and so is told with the rest that does not fit. */
function parseOrNull(text: string): unknown {
  try {
    return z.unknown().parse(JSON.parse(text));
  } catch {
    return null;
  }
}
