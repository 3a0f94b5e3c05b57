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

/** Writes down work for later, in ctx's transaction; work of the same kind and subject is moved to the new time. */
export async function scheduleWork({ ctx, kind, subject, payload = {}, dueAt }: WorkRequest): Promise<void> {
  await ctx.db
    .insert(dueWork)
    .values({
      id: ctx.ids.create('dueWork'),
      workspaceId: ctx.workspaceId,
      kind,
      subject,
      payload,
      dueAt,
      createdAt: ctx.clock.now(),
    })
    .onConflictDoUpdate({ target: [dueWork.workspaceId, dueWork.kind, dueWork.subject], set: { payload, dueAt } });
}

/** Takes work for later back; nothing where there is none. */
export async function cancelWork({ ctx, kind, subject }: Pick<WorkRequest, 'ctx' | 'kind' | 'subject'>): Promise<void> {
  await ctx.db
    .delete(dueWork)
    .where(and(eq(dueWork.workspaceId, ctx.workspaceId), eq(dueWork.kind, kind), eq(dueWork.subject, subject)));
}

/** Writes work down where none of that kind and subject waits; what waits keeps its time. */
export async function scheduleOnce({ ctx, kind, subject, payload = {}, dueAt }: WorkRequest): Promise<void> {
  await ctx.db
    .insert(dueWork)
    .values({
      id: ctx.ids.create('dueWork'),
      workspaceId: ctx.workspaceId,
      kind,
      subject,
      payload,
      dueAt,
      createdAt: ctx.clock.now(),
    })
    .onConflictDoNothing();
}
