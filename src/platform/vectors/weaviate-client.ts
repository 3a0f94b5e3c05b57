import { z } from 'zod';
import { SophiaError } from '#platform/errors';
import { requestJson } from './request-json.ts';
import type { StoreFetches } from './store-fetches.ts';
import { type NearObject, WeaviateAnswer, WeaviateProblem } from './weaviate-schema.ts';

interface WeaviateRequest<Value> {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below `/v1`. */
  readonly path: string;
  readonly body?: unknown;
  readonly schema: z.ZodType<Value>;
}

export interface WeaviateClient {
  request<Value>(request: WeaviateRequest<Value>): Promise<Value | null>;
  /** Where nothing of the answer matters. */
  send(request: Omit<WeaviateRequest<unknown>, 'schema'>): Promise<void>;
  /** Asks by GraphQL for objects of one class. */
  get(options: { readonly name: string; readonly query: string }): Promise<readonly NearObject[]>;
}

/** Speaks to Weaviate's REST and GraphQL. Throws `vendor.*` errors. */
export function createWeaviateClient({
  url,
  apiKey,
  fetches,
}: {
  url: string;
  apiKey: string | null;
  fetches: StoreFetches;
}): WeaviateClient {
  const base = `${url.replace(/\/+$/u, '')}/v1`;
  const headers: Record<string, string> = apiKey === null ? {} : { authorization: `Bearer ${apiKey}` };
  function request<Value>({ path, ...rest }: WeaviateRequest<Value>): Promise<Value | null> {
    return requestJson({ fetch: fetches.unhurried, headers, reasonIn, url: `${base}${path}`, ...rest });
  }
  return {
    request,
    send: async (options) => {
      await request({ ...options, schema: z.unknown() });
    },
    get: async ({ name, query }) => {
      const answer = await requestJson({
        fetch: fetches.awaited,
        headers,
        reasonIn,
        method: 'POST',
        url: `${base}/graphql`,
        body: { query },
        schema: WeaviateAnswer,
      });
      const [error] = answer?.errors ?? [];
      if (error !== undefined) {
        const { host } = new URL(base);
        throw new SophiaError(
          'vendor.refused',
          `Expected ${host} to answer a question, found: ${error.message.slice(0, 300)}`,
        );
      }
      return answer?.data?.Get?.[name] ?? [];
    },
  };
}

function reasonIn(body: unknown): string | null {
  const parsed = WeaviateProblem.safeParse(body);
  return parsed.success ? parsed.data : null;
}
