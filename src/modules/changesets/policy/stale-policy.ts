import path from 'node:path';
import { z } from 'zod';
import { auditRecords } from '#platform/db';
import { SophiaError } from '#platform/errors';
import { and, desc, eq } from '#platform/sql';
import type { PolicyContext } from '../change-context.ts';
import type { PlacedPolicy } from './policy-place.ts';

const Configured = z.object({
  at: z.date(),
  actor: z.object({ type: z.string(), name: z.string().optional(), email: z.string().nullish() }),
  details: z.object({ after: z.object({ version: z.string() }) }),
});

/** The error for whoever made a policy from another version than is written down: which that is, who wrote it and when. */
export async function stalePolicy({ ctx }: { ctx: PolicyContext }): Promise<SophiaError> {
  const written = ctx.policyPlace.read();
  const { version } = written;
  return new SophiaError(
    'policy.stale',
    `Expected a policy made from the version that is written down, ${version.slice(0, 12)}, found one made from another. ${await whoWrote({ ctx, written })} Nothing was overwritten.`,
    { details: { version } },
  );
}

async function whoWrote({ ctx, written }: { ctx: PolicyContext; written: PlacedPolicy }): Promise<string> {
  const { version, writtenAt } = written;
  if (writtenAt === null) return 'It is the one that Sophia brings.';
  const [row] = await ctx.db
    .select({ at: auditRecords.at, actor: auditRecords.actor, details: auditRecords.details })
    .from(auditRecords)
    .where(and(eq(auditRecords.workspaceId, ctx.workspaceId), eq(auditRecords.action, 'policy.configured')))
    .orderBy(desc(auditRecords.sequence))
    .limit(1);
  const last = Configured.safeParse(row).data;
  const file = path.basename(ctx.policyPlace.file);
  if (last?.details.after.version !== version) return `The file ${file} was written by hand at ${minute(writtenAt)}.`;
  const { type, name = type, email } = last.actor;
  return `${name}${email ? ` (${email})` : ''} put it in force at ${minute(last.at)}.`;
}

function minute(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
