import { authorise, seenRecordId } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, eq, gte } from '#platform/sql';
import { seenContradiction, seenSource } from './load-contradictions.ts';
import { callStatements, contradictions } from './tables.ts';

/** Records of which a call said something since then, and those with a contradiction that is open. */
export async function listRecordsToReview({ ctx, input }: Verb<{ since: Date }>): Promise<{ recordIds: string[] }> {
  authorise({ ctx, action: 'contradiction.read', resource: { type: 'contradiction', id: null } });
  const said = await ctx.db
    .selectDistinct({ recordId: callStatements.recordId })
    .from(callStatements)
    .where(
      and(
        eq(callStatements.workspaceId, ctx.workspaceId),
        gte(callStatements.saidAt, input.since),
        seenRecordId(ctx, callStatements.recordId),
        seenSource(ctx, callStatements.callId),
      ),
    );
  const open = await ctx.db
    .selectDistinct({ recordId: contradictions.recordId })
    .from(contradictions)
    .where(
      and(eq(contradictions.workspaceId, ctx.workspaceId), eq(contradictions.state, 'open'), seenContradiction(ctx)),
    );
  return { recordIds: [...new Set([...said, ...open].map(({ recordId }) => recordId))].sort() };
}
