import { createHash } from 'node:crypto';

/** A record as it is hashed: everything that it says. */
export interface HashedRecord {
  readonly id: string;
  readonly workspaceId: string;
  readonly at: string;
  readonly actor: unknown;
  readonly action: string;
  readonly resource: unknown;
  readonly result: string;
  readonly requestId: string;
  readonly ipAddress: string | null;
  readonly details: unknown;
}

/** The hash of a record and of the chain before it: whoever alters one alters all that follow. */
export function recordHash({
  record,
  sequence,
  previousHash,
}: {
  record: HashedRecord;
  sequence: number;
  previousHash: string;
}): string {
  const { id, workspaceId, at, actor, action, resource, result, requestId, ipAddress, details } = record;
  const said = { id, workspaceId, at, actor, action, resource, result, requestId, ipAddress, details };
  return createHash('sha256')
    .update(canonical({ sequence, previousHash, ...said }))
    .digest('hex');
}

/** The same text for the same value, in whichever order the database returns the keys of an object. */
function canonical(value: unknown): string {
  const plain: unknown = JSON.parse(JSON.stringify(value));
  return JSON.stringify(sorted(plain));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([first], [second]) => (first < second ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
