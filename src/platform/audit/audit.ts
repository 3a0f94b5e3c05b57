import { type Context, recordedActor } from '#platform/context';
import { beforeCommit, type Database, transact } from '#platform/db';
import { appendToChain, type UnchainedRecord } from './append-to-chain.ts';

export interface AuditedResource {
  readonly type: string;
  readonly id: string;
}

export type AuditResult = 'done' | 'refused' | 'failed';

export interface AuditEntry {
  readonly ctx: Context;
  /** noun.verb in the past, such as `call.imported`. */
  readonly action: string;
  /** Several get a record each. */
  readonly resource: AuditedResource | readonly AuditedResource[];
  readonly result?: AuditResult;
  /** Ids, counts and settings; never the text of a call. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** What the transactions that are under way have recorded so far. */
const waiting = new WeakMap<Database, UnchainedRecord[]>();

/**
 * Records who did what to which resource, in ctx's transaction, so that the record and the change stand or fall
 * together. The records are written as its last step: the chain is locked for that moment only.
 */
export async function audit(entry: AuditEntry): Promise<void> {
  const records = recordsOf(entry);
  const { ctx } = entry;
  if (records.length === 0) return;
  const before = waiting.get(ctx.db);
  if (before !== undefined) {
    before.push(...records);
    return;
  }
  const list = [...records];
  if (beforeCommit(ctx.db, () => appendToChain({ db: ctx.db, records: list }))) {
    waiting.set(ctx.db, list);
    return;
  }
  await transact({ ctx }, (inner) => appendToChain({ db: inner.db, records }));
}

function recordsOf({ ctx, action, resource, result = 'done', details = {} }: AuditEntry): UnchainedRecord[] {
  const resources: readonly AuditedResource[] = 'type' in resource ? [resource] : resource;
  return resources.map((one) => ({
    id: ctx.ids.create('audit'),
    workspaceId: ctx.workspaceId,
    at: ctx.clock.now().toISOString(),
    actor: recordedActor(ctx.actor),
    action,
    resource: one,
    result,
    requestId: ctx.requestId,
    ipAddress: ctx.ipAddress ?? null,
    details,
  }));
}
