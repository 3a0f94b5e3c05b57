import { createHash } from 'node:crypto';
import { z } from 'zod';
import { SophiaError } from '#platform/errors';

/** The operations that are known by the hash of their text. */
export interface OperationStore {
  /** The text of which that is the hash; null where it is not known. */
  readonly find: (hash: string) => string | null;
  /** Keeps a text that has proved valid, so that its hash is enough from now on. */
  readonly keep: (text: string) => void;
  /** Throws `graphql.not-listed` where only listed operations are taken and this is none. */
  readonly assertAllowed: (text: string) => void;
}

export interface OperationStoreOptions {
  /** The texts of the operations that may always be asked for by their hash. */
  readonly listed: readonly string[];
  readonly onlyListed: boolean;
}

const mostKept = 1000;

/** Keeps listed operations for good, and of the others those that were used last, in this process. */
export function createOperationStore({ listed, onlyListed }: OperationStoreOptions): OperationStore {
  const always = new Map(listed.map((text) => [hashOfOperation(text), text]));
  const kept = new Map<string, string>();
  return {
    find: (hash) => {
      const text = always.get(hash) ?? kept.get(hash) ?? null;
      if (text !== null && kept.delete(hash)) kept.set(hash, text);
      return text;
    },
    keep: (text) => {
      if (onlyListed) return;
      kept.set(hashOfOperation(text), text);
      const [oldest] = kept.keys();
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
    },
    assertAllowed: (text) => {
      if (!onlyListed || always.has(hashOfOperation(text))) return;
      throw new SophiaError('graphql.not-listed', 'Expected an operation of the list, found one that is not in it.');
    },
  };
}

/** SHA-256 of the text, in hexadecimal digits. */
export function hashOfOperation(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

const Persisted = z.object({
  persistedQuery: z.object({ version: z.literal(1), sha256Hash: z.string().regex(/^[0-9a-fA-F]{64}$/) }),
});

/** The hash that the extensions of a request name; null where they name none. */
export function readPersistedHash(extensions: unknown): string | null {
  return Persisted.safeParse(extensions).data?.persistedQuery.sha256Hash.toLowerCase() ?? null;
}
