import type { ChangeSetKind, ChangeState } from '#contracts';
import { authorise } from '#modules/access';
import type { Context, Verb } from '#platform/context';
import { type Share, type SharePage, shareOut } from '#platform/db';
import { and, eq, exists, inArray, type SQL, sql } from '#platform/sql';
import { seenChange, seenChangeSet } from './seen-change.ts';
import { changeSets, changes } from './tables.ts';

export interface ShareChangeSetsInput extends SharePage {
  /** What the sets are listed under; a record is named `type:id`, as the CRM has it. */
  readonly of: 'workspace' | 'call' | 'record';
  readonly parents: readonly string[];
  readonly kind: ChangeSetKind | null;
  /** Only sets with a change in this state. */
  readonly state: ChangeState | null;
}

/** The ids of the change sets under each parent, the newest first. */
export async function shareChangeSets({ ctx, input }: Verb<ShareChangeSetsInput>): Promise<ReadonlyMap<string, Share>> {
  authorise({ ctx, action: 'change_set.read', resource: { type: 'change_set', id: null } });
  const { kind, state, after, limit } = input;
  const within =
    state === null
      ? undefined
      : exists(
          ctx.db
            .select()
            .from(changes)
            .where(and(eq(changes.changeSetId, changeSets.id), eq(changes.state, state), seenChange(ctx))),
        );
  const where = and(
    eq(changeSets.workspaceId, ctx.workspaceId),
    seenChangeSet(ctx),
    kind === null ? undefined : eq(changeSets.kind, kind),
    within,
  );
  return shareOut({ db: ctx.db, source: sourceOf({ ctx, input, where }), order: sql`id desc`, after, limit });
}

function sourceOf({ ctx, input, where }: { ctx: Context; input: ShareChangeSetsInput; where: SQL | undefined }): SQL {
  const { of, parents } = input;
  if (of === 'record') {
    const parent = sql`${changes.targetType} || ':' || ${changes.targetId}`;
    return sql`select distinct ${parent} as parent, ${changeSets.id} as id from ${changeSets}
      join ${changes} on ${changes.changeSetId} = ${changeSets.id} where ${and(where, seenChange(ctx), inArray(parent, [...parents]))}`;
  }
  const parent = of === 'call' ? changeSets.callId : changeSets.workspaceId;
  return sql`select ${parent} as parent, ${changeSets.id} as id from ${changeSets}
    where ${and(where, inArray(parent, [...parents]))}`;
}
