import path from 'node:path';
import { z } from 'zod';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import { auditRecords, transact } from '#platform/db';
import { and, desc, eq, or, sql } from '#platform/sql';
import type { PolicyContext } from './change-context.ts';
import { takePolicyTurn } from './policy/take-policy-turn.ts';

const Known = z.object({
  details: z.object({ after: z.object({ version: z.string(), text: z.string() }) }),
});

/**
 * Puts into the audit trail that the policy was edited by hand: what was known before and what is written down now, with
 * why it is not in force where it cannot be used. Who did it, a file does not say. Nothing where that is known already,
 * or where the policy is the one that Sophia brings and always was.
 */
export async function notePolicyEdit({ ctx }: { ctx: PolicyContext }): Promise<{ noted: boolean }> {
  authorise({ ctx, action: 'policy.configure', resource: { type: 'policy', id: null } });
  return transact({ ctx }, async (inner) => {
    const { file, machine } = ctx.policyPlace;
    // Behind whoever is just setting one, so that theirs is not taken for an edit by hand.
    await takePolicyTurn(inner);
    const known = await readKnown({ ctx: inner, machine });
    const { text, version, writtenAt, fault } = ctx.policyPlace.read();
    const isKnown = known === null ? writtenAt === null : known.version === version;
    if (isKnown) return { noted: false };
    await audit({
      ctx: inner,
      action: 'policy.edited',
      resource: { type: 'policy', id: path.basename(file) },
      details: { before: known, after: { version, text }, machine, writtenAt: writtenAt?.toISOString() ?? null, fault },
    });
    return { noted: true };
  });
}

/** The text that the trail had last, set through Sophia or edited on this machine; null where it has none. */
async function readKnown({
  ctx,
  machine,
}: {
  ctx: PolicyContext;
  machine: string;
}): Promise<{ version: string; text: string } | null> {
  const [row] = await ctx.db
    .select({ details: auditRecords.details })
    .from(auditRecords)
    .where(
      and(
        eq(auditRecords.workspaceId, ctx.workspaceId),
        or(
          eq(auditRecords.action, 'policy.configured'),
          and(eq(auditRecords.action, 'policy.edited'), eq(sql`${auditRecords.details} ->> 'machine'`, machine)),
        ),
      ),
    )
    .orderBy(desc(auditRecords.sequence))
    .limit(1);
  return Known.safeParse(row).data?.details.after ?? null;
}
