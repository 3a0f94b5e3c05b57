import type { DraftChange } from '#contracts';
import type { Context } from '#platform/context';
import { and, eq, inArray, isNull, notInArray, or, sql } from '#platform/sql';
import { identityOf } from './identity-of.ts';
import { settledStates } from './judge-draft.ts';
import type { ChangeRow } from './move-change.ts';
import { changes } from './tables.ts';

/** What is open about the same things, and what was settled of them: of a field only by the same call. */
export async function loadOthers({
  ctx,
  drafts,
}: {
  ctx: Context;
  drafts: readonly DraftChange[];
}): Promise<readonly ChangeRow[]> {
  if (drafts.length === 0) return [];
  const callIds = new Set(drafts.flatMap(({ evidence }) => evidence.flatMap(({ callId }) => callId ?? [])));
  const sameCall = [...callIds].map((callId) => sql`${changes.evidence} @> ${JSON.stringify([{ callId }])}::jsonb`);
  return ctx.db
    .select()
    .from(changes)
    .where(
      and(
        eq(changes.workspaceId, ctx.workspaceId),
        inArray(changes.identity, [...new Set(drafts.map(identityOf))]),
        notInArray(changes.state, ['refused', 'expired', 'failed', 'not_applied']),
        or(notInArray(changes.state, [...settledStates]), isNull(changes.property), ...sameCall),
      ),
    );
}
