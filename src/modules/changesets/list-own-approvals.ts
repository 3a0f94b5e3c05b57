import { authorise, isAllowed } from '#modules/access';
import type { Context } from '#platform/context';
import { and, eq } from '#platform/sql';
import { approversOf } from './approvers.ts';
import type { ChangeRow } from './move-change.ts';
import { seenChange } from './seen-change.ts';
import { changes } from './tables.ts';

export interface OwnApprovals {
  /** The ids of those that wait for the word of whoever asks; null where they may decide on all. */
  readonly changeIds: readonly string[] | null;
  /** Whether more that they see wait for the word of others. */
  readonly hasOthers: boolean;
}

/** Which of the changes that wait may be decided on by whoever asks; a program asks for its person. */
export async function listOwnApprovals({ ctx: asking }: { ctx: Context }): Promise<OwnApprovals> {
  authorise({ ctx: asking, action: 'change_set.read', resource: { type: 'change_set', id: null } });
  const { actor } = asking;
  const ctx = actor.type === 'agent' ? { ...asking, actor: actor.actsFor } : asking;
  const rows = await asking.db
    .select()
    .from(changes)
    .where(and(eq(changes.workspaceId, asking.workspaceId), eq(changes.state, 'waiting'), seenChange(asking)));
  if (!isAllowed({ ctx, action: 'change_set.decide' })) return { changeIds: [], hasOthers: rows.length > 0 };
  if (decidesAll(ctx)) return { changeIds: null, hasOthers: false };
  const own = await ownOf({ ctx, rows });
  return { changeIds: own.map(({ id }) => id), hasOthers: own.length < rows.length };
}

function decidesAll({ actor }: Context): boolean {
  return actor.type === 'operator' || (actor.type === 'user' && actor.grant.role === 'administrator');
}

/** Changes of one record with one rule have the same approvers, who are looked up once. */
async function ownOf({ ctx, rows }: { ctx: Context; rows: readonly ChangeRow[] }): Promise<ChangeRow[]> {
  const { actor } = ctx;
  const address = actor.type === 'user' || actor.type === 'chat_user' ? actor.email?.toLowerCase() : undefined;
  if (address === undefined) return [];
  const alike = Map.groupBy(rows, ({ targetType, targetId, action, terms }) =>
    JSON.stringify([
      targetType,
      targetId,
      action.type === 'create_activity' ? action.associatedWith : null,
      terms.approvers,
    ]),
  );
  const own: ChangeRow[] = [];
  for (const [first, ...others] of alike.values()) {
    if (first === undefined) continue;
    const { addresses } = await approversOf(ctx, first);
    if (addresses.includes(address)) own.push(first, ...others);
  }
  return own;
}
