import type { Context } from '#platform/context';
import { dueWork } from '#platform/db';
import { and, eq } from '#platform/sql';

export interface WorkRequest {
  readonly ctx: Context;
  /** What is to be done, such as `sync-calls`. */
  readonly kind: string;
  /** What it is done to; of one kind and subject one row waits. */
  readonly subject: string;
  readonly payload?: Readonly<Record<string, unknown>>;
  readonly dueAt: Date;
}

/** What one row stands for. */
const named = [dueWork.workspaceId, dueWork.kind, dueWork.subject];

/** Writes down work for later, in ctx's transaction; work of the same kind and subject is moved to the new time. */
export async function scheduleWork(work: WorkRequest): Promise<void> {
  const { payload = {}, dueAt } = work;
  await insertWork(work).onConflictDoUpdate({ target: named, set: { payload, dueAt } });
}

/** Moves what waits to the new time, with all that was written down of it; writes it down where nothing waits. */
export async function moveWork(work: Omit<WorkRequest, 'payload'>): Promise<void> {
  await insertWork(work).onConflictDoUpdate({ target: named, set: { dueAt: work.dueAt } });
}

/** Takes work for later back; nothing where there is none. */
export async function cancelWork({ ctx, kind, subject }: Pick<WorkRequest, 'ctx' | 'kind' | 'subject'>): Promise<void> {
  await ctx.db
    .delete(dueWork)
    .where(and(eq(dueWork.workspaceId, ctx.workspaceId), eq(dueWork.kind, kind), eq(dueWork.subject, subject)));
}

/** Writes work down where none of that kind and subject waits; what waits keeps its time. */
export async function scheduleOnce(work: WorkRequest): Promise<void> {
  await insertWork(work).onConflictDoNothing();
}

function insertWork({ ctx, kind, subject, payload = {}, dueAt }: WorkRequest) {
  const { clock, ids, workspaceId } = ctx;
  const id = ids.create('dueWork');
  return ctx.db.insert(dueWork).values({ id, workspaceId, kind, subject, payload, dueAt, createdAt: clock.now() });
}
