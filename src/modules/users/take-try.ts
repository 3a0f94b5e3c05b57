import { createHash } from 'node:crypto';
import type { Context } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { and, eq, type SQL, sql } from '#platform/sql';
import { signInFailures } from './tables.ts';

const freeTries = 5;
const longestWaitSeconds = 30;
/** After so long without a wrong password everything is as before. */
export const forgottenAfterMs = 15 * 60_000;

/**
 * Counts a try before the password is looked at, so that many at once count as many. Whoever has had several makes a
 * pause, of half a minute at most, and only for the same address from the same place: its owner is not kept out by
 * somebody elsewhere. Throws `sign-in.slowed`; returns how many tries there were without a right password.
 */
export async function takeTry(ctx: Context, email: string): Promise<number> {
  const now = ctx.clock.now();
  const at = sql`${now.toISOString()}::timestamptz`;
  const forgottenBefore = sql`${new Date(now.getTime() - forgottenAfterMs).toISOString()}::timestamptz`;
  const { failures, lastAt } = signInFailures;
  const [row] = await ctx.db
    .insert(signInFailures)
    .values({ workspaceId: ctx.workspaceId, subject: subjectOf(ctx, email), failures: 1, lastAt: now })
    .onConflictDoUpdate({
      target: [signInFailures.workspaceId, signInFailures.subject],
      set: { failures: sql`case when ${lastAt} < ${forgottenBefore} then 1 else ${failures} + 1 end`, lastAt: now },
      setWhere: sql`${failures} < ${freeTries}
        or ${lastAt} + least(power(2, least(${failures} - ${freeTries}, 10)), ${longestWaitSeconds}) * interval '1 second' <= ${at}`,
    })
    .returning({ failures });
  if (row !== undefined) return row.failures;
  throw await slowed(ctx, email);
}

/** The right password was given. */
export async function forgetFailures(ctx: Context, email: string): Promise<void> {
  await ctx.db.delete(signInFailures).where(isSubject(ctx, email));
}

async function slowed(ctx: Context, email: string): Promise<SophiaError> {
  const [row] = await ctx.db.select().from(signInFailures).where(isSubject(ctx, email));
  const { failures, lastAt } = row ?? { failures: freeTries, lastAt: ctx.clock.now() };
  const waitSeconds = Math.min(2 ** (failures - freeTries), longestWaitSeconds);
  const sinceSeconds = (ctx.clock.now().getTime() - lastAt.getTime()) / 1000;
  const retryAfterSeconds = Math.max(1, Math.ceil(waitSeconds - sinceSeconds));
  return new SophiaError(
    'sign-in.slowed',
    `Expected a pause after ${failures} wrong passwords, found another try: wait ${retryAfterSeconds} s.`,
    { details: { retryAfterSeconds } },
  );
}

function isSubject(ctx: Context, email: string): SQL | undefined {
  return and(eq(signInFailures.workspaceId, ctx.workspaceId), eq(signInFailures.subject, subjectOf(ctx, email)));
}

/** A hash, since what was typed for an address may be a password. */
function subjectOf({ ipAddress }: Context, email: string): string {
  return createHash('sha256')
    .update(JSON.stringify([email, ipAddress ?? null]))
    .digest('hex');
}
