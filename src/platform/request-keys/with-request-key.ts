import type { Context } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { and, eq, lt, sql } from '#platform/sql';
import { requestKeys } from './tables.ts';

/** What a request was answered with, and is answered with again. */
export interface KeptAnswer {
  readonly status: number;
  /** Byte for byte; null where there is none. */
  readonly body: string | null;
}

interface KeyedRequest {
  readonly ctx: Context;
  /** Who asks; keys of different clients do not meet. */
  readonly client: string;
  readonly key: string;
  /** What is asked, whole: the operation with all that it is given. */
  readonly requestHash: string;
}

const keptMs = 24 * 60 * 60 * 1000;
/** After that long the process that had the request is taken for dead, and it is done again. */
const patienceMs = 2 * 60 * 1000;

/**
 * Does the work once for a key within a day: the same request again gets the answer of the first. Work that throws
 * keeps nothing, so that it can be tried again. Throws `idempotency.key-reused` and `idempotency.in-progress`.
 */
export async function withRequestKey(
  request: KeyedRequest,
  work: () => Promise<KeptAnswer>,
): Promise<KeptAnswer & { readonly replayed: boolean }> {
  if (!(await take(request))) return { ...(await readKept(request)), replayed: true };
  try {
    const answer = await work();
    await request.ctx.db
      .update(requestKeys)
      .set({ state: 'done', status: answer.status, answer: answer.body })
      .where(rowOf(request));
    return { ...answer, replayed: false };
  } catch (error) {
    await request.ctx.db.delete(requestKeys).where(rowOf(request));
    throw error;
  }
}

/** Whether the key is ours now: nobody had it, or whoever had it is gone. */
async function take(request: KeyedRequest): Promise<boolean> {
  const { ctx, client, key, requestHash } = request;
  const now = ctx.clock.now();
  const forgotten = new Date(now.getTime() - keptMs);
  const given = new Date(now.getTime() - patienceMs);
  await ctx.db
    .delete(requestKeys)
    .where(and(eq(requestKeys.workspaceId, ctx.workspaceId), lt(requestKeys.startedAt, forgotten)));
  const taken = await ctx.db
    .insert(requestKeys)
    .values({ workspaceId: ctx.workspaceId, client, key, requestHash, state: 'running', startedAt: now })
    .onConflictDoUpdate({
      target: [requestKeys.workspaceId, requestKeys.client, requestKeys.key],
      set: { startedAt: now },
      setWhere: sql`${requestKeys.state} = 'running' and ${requestKeys.requestHash} = ${requestHash} and ${requestKeys.startedAt} < ${given}`,
    })
    .returning({ key: requestKeys.key });
  return taken.length > 0;
}

async function readKept(request: KeyedRequest): Promise<KeptAnswer> {
  const { key, requestHash } = request;
  const [row] = await request.ctx.db.select().from(requestKeys).where(rowOf(request));
  if (row !== undefined && row.requestHash !== requestHash) {
    throw new SophiaError(
      'idempotency.key-reused',
      `Expected the key "${key}" with the request that it was sent with first, found it with another one.`,
    );
  }
  if (row === undefined || row.state === 'running' || row.status === null) {
    throw new SophiaError('idempotency.in-progress', `The request with the key "${key}" has not been answered yet.`);
  }
  return { status: row.status, body: row.answer };
}

function rowOf({ ctx, client, key }: KeyedRequest) {
  return and(eq(requestKeys.workspaceId, ctx.workspaceId), eq(requestKeys.client, client), eq(requestKeys.key, key));
}
