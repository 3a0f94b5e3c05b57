import path from 'node:path';
import { z } from 'zod';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import { assertNoTransactionHeld, auditRecords, beforeCommit, transact } from '#platform/db';
import { parseInput, SophiaError } from '#platform/errors';
import { and, desc, eq } from '#platform/sql';
import type { PolicyContext } from './change-context.ts';
import { readPolicy } from './policy/read-policy.ts';
import { type ShownPolicy, showPolicy } from './policy/show-policy.ts';
import { stalePolicy } from './policy/stale-policy.ts';
import { takePolicyTurn } from './policy/take-policy-turn.ts';

const SetPolicyInput = z.strictObject({
  /** The whole file, which is kept letter by letter. */
  text: z.string().max(100_000),
  /** The versions that it may replace; null where nothing was said. */
  replaces: z.array(z.string().max(200)).max(20).nullable(),
});
type SetPolicyInput = z.infer<typeof SetPolicyInput>;

/**
 * Puts another policy in force, where what is written down is still what it was made from. Of two who do so at once one
 * is told of the other. Throws `policy.invalid`, `policy.version-missing`, `policy.stale` and `policy.not-writable`.
 */
export async function setPolicy({ ctx, input }: { ctx: PolicyContext; input: SetPolicyInput }): Promise<ShownPolicy> {
  authorise({ ctx, action: 'policy.configure', resource: { type: 'policy', id: null } });
  const { text, replaces } = parseInput({ schema: SetPolicyInput, input, what: 'a policy' });
  if (replaces === null) throw versionMissing();
  assertNoTransactionHeld('set a policy');
  const { policyPlace } = ctx;
  const after = { version: readPolicy({ text, name: policyPlace.file }).hash, text };
  const undo: { putBack: () => void } = { putBack: () => undefined };
  try {
    await transact({ ctx }, async (inner) => {
      await takePolicyTurn(inner);
      const { fault, ...before } = policyPlace.read();
      const isInForce = before.text === text && fault === null;
      if (isInForce && (replaces.includes(before.version) || (await hasReplaced(inner, replaces)))) return;
      if (!replaces.includes(before.version)) throw await stalePolicy({ ctx: inner });
      await audit({
        ctx: inner,
        action: 'policy.configured',
        resource: { type: 'policy', id: path.basename(policyPlace.file) },
        details: { before: { version: before.version, text: before.text }, after, machine: policyPlace.machine },
      });
      // The last thing before the commit, so that little can fail behind it.
      beforeCommit(inner.db, async () => {
        const putBack = policyPlace.replace({ text, over: before.text });
        if (putBack === null) throw await stalePolicy({ ctx: inner });
        undo.putBack = putBack;
      });
    });
  } catch (error) {
    undo.putBack();
    throw error;
  }
  return showPolicy(policyPlace.read());
}

/** Whether the answer to exactly this may have been lost: what was replaced last is one of these versions. */
async function hasReplaced(ctx: PolicyContext, versions: readonly string[]): Promise<boolean> {
  const [row] = await ctx.db
    .select({ details: auditRecords.details })
    .from(auditRecords)
    .where(and(eq(auditRecords.workspaceId, ctx.workspaceId), eq(auditRecords.action, 'policy.configured')))
    .orderBy(desc(auditRecords.sequence))
    .limit(1);
  const last = Replaced.safeParse(row?.details).data;
  return last !== undefined && versions.includes(last.before.version);
}

const Replaced = z.object({ before: z.object({ version: z.string() }) });

function versionMissing(): SophiaError {
  return new SophiaError(
    'policy.version-missing',
    'Expected the version of the policy that this one was made from, found none. Nothing was overwritten.',
  );
}
