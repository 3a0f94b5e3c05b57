import type { DraftChange } from '#contracts';
import type { Context } from '#platform/context';
import { and, eq, inArray, notInArray, type SQL, sql } from '#platform/sql';
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
  const isOfSame = and(
    eq(changes.workspaceId, ctx.workspaceId),
    inArray(changes.identity, [...new Set(drafts.map(identityOf))]),
  );
  const candidates = [standing, ...[...callIds].map(isAbout)].map((condition) =>
    ctx.db.select({ id: changes.id }).from(changes).where(and(isOfSame, condition)),
  );
  const ids = sql.join(
    candidates.map((candidate) => sql`${candidate}`),
    sql` union `,
  );
  return ctx.db
    .select()
    .from(changes)
    .where(
      and(sql`${changes.id} in (${ids})`, notInArray(changes.state, ['refused', 'expired', 'failed', 'not_applied'])),
    );
}

/** As the index `changes_standing` has it, letter for letter: a parameter would keep the planner from knowing it again. */
const standing = sql`(${changes.property} is null or ${changes.state} not in (${sql.raw(
  [...settledStates].map((state) => `'${state}'`).join(', '),
)}))`;

/** As the index `changes_by_call` has it. */
function isAbout(callId: string): SQL {
  return sql`jsonb_path_query_array(${changes.evidence}, '$[*].callId') @> ${JSON.stringify([callId])}::jsonb`;
}
