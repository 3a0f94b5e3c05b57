import path from 'node:path';
import { z } from 'zod';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import { auditRecords, transact } from '#platform/db';
import { and, desc, eq, inArray, type SQL, sql } from '#platform/sql';
import type { PolicyContext } from './change-context.ts';
import type { PlacedPolicy } from './policy/policy-place.ts';
import { takePolicyTurn } from './policy/take-policy-turn.ts';

const Known = z.object({
  details: z.object({ after: z.object({ version: z.string(), text: z.string() }) }),
});
type Known = z.infer<typeof Known>['details']['after'];

/**
 * Puts into the audit trail that the policy was edited by hand: what was known before and what is written down now, with
 * why it is not in force where it cannot be used. Who did it, a file does not say. Nothing where that is known already,
 * or where the workspace never had a policy of its own.
 */
export async function notePolicyEdit({ ctx }: { ctx: PolicyContext }): Promise<{ noted: boolean }> {
  authorise({ ctx, action: 'policy.note', resource: { type: 'policy', id: null } });
  return transact({ ctx }, async (inner) => {
    const { file, machine } = ctx.policyPlace;
    // Behind whoever is just setting one, so that theirs is not taken for an edit by hand.
    await takePolicyTurn(inner);
    const written = ctx.policyPlace.read();
    const last = await readLast({ ctx: inner });
    const isOfOthers = last === null && written.file !== file;
    if (isOfOthers || (await isKnown({ ctx: inner, written, last, machine }))) return { noted: false };
    const { text, version, writtenAt, fault } = written;
    await audit({
      ctx: inner,
      action: 'policy.edited',
      resource: { type: 'policy', id: path.basename(file) },
      details: { before: last, after: { version, text }, machine, writtenAt: writtenAt?.toISOString() ?? null, fault },
    });
    return { noted: true };
  });
}

/**
 * Machines may share the file or have one each. What is written down is known where the trail has it last, of any or of
 * this machine; and on a machine that has no record yet, where the trail has it at all.
 */
async function isKnown({
  ctx,
  written: { version },
  last,
  machine,
}: {
  ctx: PolicyContext;
  written: PlacedPolicy;
  last: Known | null;
  machine: string;
}): Promise<boolean> {
  if (last?.version === version) return true;
  const own = await readLast({ ctx, where: sql`${auditRecords.details} ->> 'machine' = ${machine}` });
  if (own !== null) return own.version === version;
  const asNow = sql`${version} in (${auditRecords.details} #>> '{after,version}', ${auditRecords.details} #>> '{before,version}')`;
  return (await readLast({ ctx, where: asNow })) !== null;
}

/** The newest text in the trail, set through Sophia or edited; null where there is none. */
async function readLast({ ctx, where }: { ctx: PolicyContext; where?: SQL }): Promise<Known | null> {
  const [row] = await ctx.db
    .select({ details: auditRecords.details })
    .from(auditRecords)
    .where(
      and(
        eq(auditRecords.workspaceId, ctx.workspaceId),
        inArray(auditRecords.action, ['policy.configured', 'policy.edited']),
        where,
      ),
    )
    .orderBy(desc(auditRecords.sequence))
    .limit(1);
  return Known.safeParse(row).data?.details.after ?? null;
}
