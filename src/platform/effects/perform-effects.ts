import type { Context } from '#platform/context';
import { assertNoTransactionHeld, effects } from '#platform/db';
import { and, eq, inArray, sql } from '#platform/sql';
import { type EffectRow, intendEffects } from './intend-effects.ts';
import { wasNotDone } from './was-not-done.ts';
import { stillClaimed, whileOurs } from './while-ours.ts';

/** How one of several ended: what it left outside, or what was thrown. */
export type SentEffect = { readonly externalId: string } | { readonly error: unknown };

export interface EffectBatch {
  readonly ctx: Context;
  /** The system they happen in, such as `hubspot`. */
  readonly target: string;
  readonly wanted: readonly { readonly kind: string; readonly key: string }[];
  /** Does them, leaving each marker where it will be found, and says how each ended; one left out may have been done. */
  readonly send: (
    sending: readonly { readonly key: string; readonly marker: string }[],
  ) => Promise<ReadonlyMap<string, SentEffect>>;
}

/**
 * Does several things outside, each once, with their intents committed together. Only those are done of which nothing
 * can have been sent before; the others are missing in the answer and left to `performEffect`, which looks for them.
 */
export async function performEffects(batch: EffectBatch): Promise<ReadonlyMap<string, SentEffect>> {
  assertNoTransactionHeld('do something outside');
  const claimed = await claim({ batch, rows: await intendEffects(batch) });
  if (claimed.length === 0) return new Map();
  const sending = claimed.map(({ key, marker }) => ({ key, marker }));
  const sent = await whileOurs({ ctx: batch.ctx, claimed, send: () => batch.send(sending) });
  await settleDone({ batch, claimed, sent });
  const refused = claimed.filter(({ key }) => {
    const end = sent.get(key);
    return end !== undefined && 'error' in end && wasNotDone(end.error);
  });
  await giveBack({ batch, rows: refused });
  return sent;
}

/** Of two that would send at once, one gets each row. */
async function claim({ batch, rows }: { batch: EffectBatch; rows: readonly EffectRow[] }): Promise<EffectRow[]> {
  const ids = rows.filter(({ state }) => state === 'intended').map(({ id }) => id);
  if (ids.length === 0) return [];
  return batch.ctx.db
    .update(effects)
    .set({ state: 'sending', attempts: sql`${effects.attempts} + 1`, updatedAt: batch.ctx.clock.now() })
    .where(and(inArray(effects.id, ids), eq(effects.state, 'intended')))
    .returning();
}

async function settleDone({
  batch: { ctx },
  claimed,
  sent,
}: {
  batch: EffectBatch;
  claimed: readonly EffectRow[];
  sent: ReadonlyMap<string, SentEffect>;
}): Promise<void> {
  const done = claimed.flatMap(({ id, key }) => {
    const end = sent.get(key);
    return end !== undefined && 'externalId' in end ? [{ id, externalId: end.externalId }] : [];
  });
  if (done.length === 0) return;
  const ids = sql.param(done.map(({ id }) => id));
  const externalIds = sql.param(done.map(({ externalId }) => externalId));
  await ctx.db
    .update(effects)
    .set({ state: 'done', externalId: sql`ended.external_id`, updatedAt: ctx.clock.now() })
    .from(sql`unnest(${ids}::text[], ${externalIds}::text[]) as ended (id, external_id)`)
    .where(sql`${effects.id} = ended.id`);
}

/** Nothing was sent: it is tried again as if for the first time, unless another has taken it over. */
async function giveBack({ batch: { ctx }, rows }: { batch: EffectBatch; rows: readonly EffectRow[] }): Promise<void> {
  if (rows.length === 0) return;
  await ctx.db.update(effects).set({ state: 'intended', updatedAt: ctx.clock.now() }).where(stillClaimed(rows));
}
