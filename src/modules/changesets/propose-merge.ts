import { z } from 'zod';
import { type Change, CrmRecordType } from '#contracts';
import { authorise } from '#modules/access';
import { parseInput } from '#platform/errors';
import { and, count, eq, notInArray } from '#platform/sql';
import type { ChangeContext } from './change-context.ts';
import { identityOf } from './identity-of.ts';
import { proposeChangeSet } from './propose-change-set.ts';
import { changes } from './tables.ts';

const ProposeMergeInput = z.strictObject({
  objectType: CrmRecordType,
  /** The CRM's ids of the record whose values stay and the one that goes into it. */
  keptId: z.string().min(1),
  mergedId: z.string().min(1),
  keptName: z.string().nullable(),
  mergedName: z.string().nullable(),
  /** What speaks for it, in words. */
  evidence: z.array(z.string().min(1)).min(1),
  confidence: z.number().min(0).max(1),
});
type ProposeMergeInput = z.infer<typeof ProposeMergeInput>;

/**
 * Proposes to make one record of two. Nobody is merged unasked, whatever the policy says; while a proposal is open, it
 * is given back, and after one that was settled there may be another.
 */
export async function proposeMerge({
  ctx,
  input,
}: {
  ctx: ChangeContext;
  input: ProposeMergeInput;
}): Promise<{ changeSetId: string; created: boolean; changes: Change[] }> {
  authorise({ ctx, action: 'change_set.propose', resource: { type: 'change_set', id: null } });
  const asked = parseInput({ schema: ProposeMergeInput, input, what: 'two records to merge' });
  const { objectType, keptId, mergedId, keptName, mergedName, confidence } = asked;
  const names = [...new Set([keptName ?? keptId, mergedName ?? mergedId])];
  const draft = {
    target: { objectType, externalId: keptId },
    targetName: keptName,
    action: { type: 'merge' as const, objectType, mergedId },
    evidence: asked.evidence.map((note) => ({ callId: null, claimId: null, evidence: null, note })),
    confidence,
    rule: 'merge-duplicates',
  };
  const round = await countSettled({ ctx, identity: identityOf(draft) });
  return proposeChangeSet({
    ctx,
    input: {
      kind: 'merge',
      key: `merge:${objectType}:${keptId}:${mergedId}:r${round}`,
      title: `Two records that seem to be one: ${names.join(' and ')}`,
      callId: null,
      analysisId: null,
      tainted: false,
      drafts: [draft],
    },
  });
}

async function countSettled({ ctx, identity }: { ctx: ChangeContext; identity: string }): Promise<number> {
  const [row] = await ctx.db
    .select({ settled: count() })
    .from(changes)
    .where(
      and(
        eq(changes.workspaceId, ctx.workspaceId),
        eq(changes.identity, identity),
        notInArray(changes.state, ['proposed', 'waiting', 'suggested', 'approved', 'applying']),
      ),
    );
  return row?.settled ?? 0;
}
