import { z } from 'zod';
import { auditRecords } from '#platform/db';
import { and, desc, eq } from '#platform/sql';
import type { PolicyContext } from '../change-context.ts';
import type { PlacedPolicy } from './policy-place.ts';

const Configured = z.object({
  at: z.date(),
  actor: z.object({ type: z.string(), name: z.string().optional(), email: z.string().nullish() }),
  details: z.object({ after: z.object({ version: z.string() }) }),
});

/** Where what is written down comes from: `edited` by hand, which a file says of nobody, or in the file for all. */
export type PolicyOrigin =
  | { readonly kind: 'shipped' }
  | { readonly kind: 'set'; readonly who: string; readonly at: Date }
  | { readonly kind: 'edited' | 'common'; readonly at: Date };

/** Who put in force what is written down, as the trail of this workspace has it. */
export async function policyOrigin({
  ctx,
  written: { version, writtenAt, file },
}: {
  ctx: PolicyContext;
  written: PlacedPolicy;
}): Promise<PolicyOrigin> {
  if (writtenAt === null) return { kind: 'shipped' };
  if (file !== ctx.policyPlace.file) return { kind: 'common', at: writtenAt };
  const [row] = await ctx.db
    .select({ at: auditRecords.at, actor: auditRecords.actor, details: auditRecords.details })
    .from(auditRecords)
    .where(and(eq(auditRecords.workspaceId, ctx.workspaceId), eq(auditRecords.action, 'policy.configured')))
    .orderBy(desc(auditRecords.sequence))
    .limit(1);
  const last = Configured.safeParse(row).data;
  if (last?.details.after.version !== version) return { kind: 'edited', at: writtenAt };
  const { type, name = type, email } = last.actor;
  return { kind: 'set', who: `${name}${email ? ` (${email})` : ''}`, at: last.at };
}
