import type { z } from 'zod';
import { SophiaError } from '#platform/errors';
import { Anything, PineconeIndex, PineconeProblem } from './pinecone-schema.ts';
import { requestJson } from './request-json.ts';
import type { StoreFetches } from './store-fetches.ts';

/** The version that the requests are written for; without one the oldest is taken (docs.pinecone.io, API versioning). */
const apiVersion = '2026-04';

interface IndexRequest<Value> {
  readonly index: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Whether somebody waits for it. */
  readonly isAwaited?: boolean;
  readonly body?: unknown;
  readonly schema: z.ZodType<Value>;
}

export interface PineconeClient {
  findIndex(name: string): Promise<PineconeIndex | null>;
  createIndex(body: unknown): Promise<PineconeIndex | null>;
  deleteIndex(name: string): Promise<void>;
  /** Asks the host of the index. Null where the index or the namespace is not there. */
  onIndex<Value>(request: IndexRequest<Value>): Promise<Value | null>;
}

/** Speaks to both planes of Pinecone's API. Throws `vendor.*` errors. */
export function createPineconeClient({
  apiKey,
  controllerUrl,
  fetches,
}: {
  apiKey: string;
  controllerUrl: string;
  fetches: StoreFetches;
}): PineconeClient {
  const base = controllerUrl.replace(/\/+$/u, '');
  const shared = {
    fetch: fetches.unhurried,
    headers: { 'api-key': apiKey, 'x-pinecone-api-version': apiVersion },
    reasonIn,
  };
  const addresses = new Map<string, string>();
  async function findIndex(name: string): Promise<PineconeIndex | null> {
    const found = await requestJson({
      ...shared,
      method: 'GET',
      url: `${base}/indexes/${name}`,
      schema: PineconeIndex,
    });
    if (found === null) addresses.delete(name);
    else addresses.set(name, addressOf({ host: found.host, controllerUrl }));
    return found;
  }
  return {
    findIndex,
    createIndex: (body) =>
      requestJson({ ...shared, method: 'POST', url: `${base}/indexes`, body, schema: PineconeIndex }),
    deleteIndex: async (name) => {
      addresses.delete(name);
      await requestJson({ ...shared, method: 'DELETE', url: `${base}/indexes/${name}`, schema: Anything });
    },
    onIndex: async ({ index, path, isAwaited = false, ...request }) => {
      if (!addresses.has(index)) await findIndex(index);
      const address = addresses.get(index);
      if (address === undefined) {
        throw new SophiaError('vendor.not-found', `Expected a Pinecone index named ${index}, found none.`);
      }
      const fetch = isAwaited ? fetches.awaited : fetches.unhurried;
      return requestJson({ ...shared, ...request, fetch, url: `${address}${path}` });
    },
  };
}

/** The key goes to Pinecone alone, or to where the control plane was said to be. */
function addressOf({ host, controllerUrl }: { host: string; controllerUrl: string }): string {
  const url = URL.parse(host.includes('://') ? host : `https://${host}`);
  const isPinecone = url?.protocol === 'https:' && url.hostname.endsWith('.pinecone.io');
  if (url !== null && (isPinecone || url.hostname === new URL(controllerUrl).hostname)) {
    return url.href.replace(/\/+$/u, '');
  }
  throw new SophiaError(
    'vendor.malformed',
    `Expected the host of a Pinecone index to be one of pinecone.io or of the control plane, found ${host.slice(0, 100)}.`,
  );
}

function reasonIn(body: unknown): string | null {
  const parsed = PineconeProblem.safeParse(body);
  if (!parsed.success) return null;
  const { code, message } = parsed.data;
  return code === null ? message : `${code}, ${message}`;
}
