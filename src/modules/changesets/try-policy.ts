import { z } from 'zod';
import type { PolicyVerdict } from '#contracts';
import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { parseInput } from '#platform/errors';
import { and, desc, eq, gte } from '#platform/sql';
import { changeValue } from './change-value.ts';
import { evaluatePolicy } from './policy/evaluate-policy.ts';
import { readPolicy } from './policy/read-policy.ts';
import { changeSets, changes } from './tables.ts';

const TryPolicyInput = z.strictObject({
  /** The draft, and what it is called in the answer. */
  text: z.string().max(200_000),
  name: z.string().min(1),
  days: z.int().min(1).max(3650),
});
type TryPolicyInput = z.infer<typeof TryPolicyInput>;

export interface PolicyTrial {
  /** How many changes of the past were judged again. */
  readonly judged: number;
  readonly same: number;
  readonly differences: readonly {
    readonly changeId: string;
    readonly changeSetId: string;
    readonly targetName: string | null;
    readonly field: string | null;
    readonly value: string | null;
    readonly before: PolicyVerdict;
    readonly after: PolicyVerdict;
    readonly policyRule: string;
    readonly reason: string;
  }[];
  /** How many would have been written, asked about, suggested and refused by the draft. */
  readonly verdicts: Readonly<Record<PolicyVerdict, number>>;
}

/**
 * What a draft of a policy would have said of the changes of the past, before it is switched on. What was refused for
 * its value or because it stood already would be so by any policy and is left out. Throws `policy.invalid`.
 */
export async function tryPolicy({ ctx, input }: Verb<TryPolicyInput>): Promise<PolicyTrial> {
  authorise({ ctx, action: 'policy.read', resource: { type: 'policy', id: null } });
  const { text, name, days } = parseInput({ schema: TryPolicyInput, input, what: 'a policy to try' });
  const policy = readPolicy({ text, name });
  const since = new Date(ctx.clock.now().getTime() - days * 86_400_000);
  const rows = await ctx.db
    .select({ change: changes })
    .from(changes)
    .innerJoin(changeSets, eq(changeSets.id, changes.changeSetId))
    .where(and(eq(changes.workspaceId, ctx.workspaceId), gte(changeSets.proposedAt, since)))
    .orderBy(desc(changeSets.proposedAt), changes.position);
  const judged = rows
    .map(({ change }) => ({ change, decision: evaluatePolicy({ policy, facts: change.facts }) }))
    .filter(({ change }) => !change.policyRule.startsWith('check: '));
  const verdicts: Record<PolicyVerdict, number> = { automatic: 0, ask: 0, suggest: 0, refuse: 0 };
  for (const { decision } of judged) verdicts[decision.verdict] += 1;
  const different = judged.filter(({ change, decision }) => change.verdict !== decision.verdict);
  return {
    judged: judged.length,
    same: judged.length - different.length,
    differences: different.map(({ change, decision }) => ({
      changeId: change.id,
      changeSetId: change.changeSetId,
      targetName: change.targetName,
      field: change.property,
      value: changeValue(change),
      before: change.verdict,
      after: decision.verdict,
      policyRule: decision.policyRule,
      reason: decision.reason,
    })),
    verdicts,
  };
}
