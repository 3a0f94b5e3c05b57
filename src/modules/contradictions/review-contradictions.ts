import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Context, Verb } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput } from '#platform/errors';
import { and, eq, inArray } from '#platform/sql';
import { judgeRecord } from './judge-record.ts';
import { ReviewInput } from './schema.ts';
import { type ReviewedContradictions, storeJudgements } from './store-judgements.ts';
import { callStatements, contradictions } from './tables.ts';

/**
 * Holds what calls have said of these records against what the CRM holds, and brings the contradictions in line: new
 * ones are announced for whoever owns the record, those that are none any more are cleared with the reason. Doing it
 * twice changes nothing.
 */
export async function reviewContradictions({ ctx, input }: Verb<ReviewInput>): Promise<ReviewedContradictions> {
  authorise({ ctx, action: 'contradiction.track', resource: { type: 'contradiction', id: null } });
  const { recordIds } = parseInput({ schema: ReviewInput, input, what: 'records' });
  const found: string[] = [];
  const cleared: string[] = [];
  const { spokenOf, open } = await readSubjects({ ctx, recordIds });
  for (const recordId of spokenOf) {
    const judged = await judgeRecord({ ctx, recordId });
    if (!open.has(recordId) && !judged.judgements.some(({ verdict }) => verdict === 'contradicts')) continue;
    const stored = await transact({ ctx }, async (inner) => {
      const changed = await storeJudgements({ ...judged, ctx: inner });
      const resource = { type: 'crm_record', id: recordId } as const;
      if (changed.found.length + changed.cleared.length > 0) {
        await audit({ ctx: inner, action: 'contradictions.reviewed', resource, details: { ...changed } });
      }
      return changed;
    });
    found.push(...stored.found);
    cleared.push(...stored.cleared);
  }
  return { found, cleared };
}

/** Most records that change were spoken of in no call. */
async function readSubjects({
  ctx,
  recordIds,
}: {
  ctx: Context;
  recordIds: readonly string[];
}): Promise<{ spokenOf: readonly string[]; open: ReadonlySet<string> }> {
  if (recordIds.length === 0) return { spokenOf: [], open: new Set() };
  const ids = [...recordIds];
  const said = await ctx.db
    .selectDistinct({ recordId: callStatements.recordId })
    .from(callStatements)
    .where(and(eq(callStatements.workspaceId, ctx.workspaceId), inArray(callStatements.recordId, ids)));
  const open = await ctx.db
    .selectDistinct({ recordId: contradictions.recordId })
    .from(contradictions)
    .where(
      and(
        eq(contradictions.workspaceId, ctx.workspaceId),
        eq(contradictions.state, 'open'),
        inArray(contradictions.recordId, ids),
      ),
    );
  return {
    spokenOf: [...new Set([...said, ...open].map(({ recordId }) => recordId))].sort(),
    open: new Set(open.map(({ recordId }) => recordId)),
  };
}
