import type { Context } from '#platform/context';
import { effects } from '#platform/db';
import { SophiaError } from '#platform/errors';
import { beforeAttempts } from '#platform/http-client';
import { and, eq, sql } from '#platform/sql';
import type { EffectRow } from './intend-effects.ts';

/** What is sent so soon after its claim is seen by whoever takes over: that looks again later, and only then sends. */
const freshMs = 500;

/**
 * Sends under claims. A worker that was held up (suspended, starved, waiting for its turn at the vendor) may have been
 * taken for dead, and its work gone on with: right before each request the claims are looked at again, and where one
 * of them is another's by now, nothing is sent and `effect.contended` is thrown.
 */
export function whileOurs<Result>({
  ctx,
  claimed,
  send,
}: {
  ctx: Context;
  /** As they stand since the claim. */
  claimed: readonly EffectRow[];
  send: () => Promise<Result>;
}): Promise<Result> {
  const claimedAtMs = Math.min(...claimed.map(({ updatedAt }) => updatedAt.getTime()));
  return beforeAttempts(async () => {
    if (ctx.clock.now().getTime() - claimedAtMs >= freshMs) await assertOurs({ ctx, claimed });
  }, send);
}

async function assertOurs({ ctx, claimed }: { ctx: Context; claimed: readonly EffectRow[] }): Promise<void> {
  const rows = await ctx.db.select({ id: effects.id }).from(effects).where(stillClaimed(claimed));
  const ours = new Set(rows.map(({ id }) => id));
  const taken = claimed.find(({ id }) => !ours.has(id));
  if (taken === undefined) return;
  throw new SophiaError(
    'effect.contended',
    `Expected to be alone with ${taken.target} ${taken.key}, found that another worker has taken it over meanwhile.`,
    { details: { sent: false } },
  );
}

/** Those of the claims that nobody has taken over or brought to an end. */
export function stillClaimed(rows: readonly EffectRow[]) {
  const pairs = rows.map(({ id, attempts }) => sql`(${id}, ${attempts}::int)`);
  return and(eq(effects.state, 'sending'), sql`(${effects.id}, ${effects.attempts}) in (${sql.join(pairs, sql`, `)})`);
}
