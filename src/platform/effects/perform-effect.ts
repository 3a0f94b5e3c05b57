// No vendor here takes an idempotency key, so an effect is made once like this: the intent is committed before anything
// is sent; an attempt whose end nobody knows is claimed first, so that its worker sends no more should it live, and then
// looked for. What remains is the time from a request's start to where the vendor's reads show it; `settleMs` is waited for.
import { setTimeout as wait } from 'node:timers/promises';
import type { Context } from '#platform/context';
import { assertNoTransactionHeld, effects } from '#platform/db';
import { SophiaError } from '#platform/errors';
import { and, eq } from '#platform/sql';
import { type EffectRow, intendEffects } from './intend-effects.ts';
import { wasNotDone } from './was-not-done.ts';
import { stillClaimed, whileOurs } from './while-ours.ts';

/** What an effect left outside. */
export interface EffectTrace {
  /** The vendor's id of what came to be. */
  readonly externalId: string;
}

export interface EffectRequest {
  readonly ctx: Context;
  /** The system it happens in, such as `hubspot`. */
  readonly target: string;
  /** What it is, such as `create_activity`. */
  readonly kind: string;
  /** One effect per target and key, whoever asks and how often. */
  readonly key: string;
  /**
   * Looks for what an earlier attempt may have left, by a read that the vendor answers from its truth and never from a
   * search index; null where nothing carries the marker.
   */
  readonly find: (trace: { readonly marker: string; readonly since: Date }) => Promise<EffectTrace | null>;
  /** Does it, leaving the marker where `find` will see it. */
  readonly send: (trace: { readonly marker: string }) => Promise<EffectTrace>;
  /** How long an answer that was lost may still take to show at the vendor; by default 1.5 s, and 5 s from the claim. */
  readonly settleMs?: number;
}

export interface PerformedEffect extends EffectTrace {
  /** `known`: it was done before; `found`: an attempt whose answer was lost had done it. */
  readonly outcome: 'sent' | 'found' | 'known';
}

/**
 * Does something outside once. Throws what `send` throws; where that says that nothing was sent, it is tried again
 * at the next call.
 */
export async function performEffect(request: EffectRequest): Promise<PerformedEffect> {
  assertNoTransactionHeld('do something outside');
  const row = await intend(request);
  if (row.state === 'done' && row.externalId !== null) return { externalId: row.externalId, outcome: 'known' };
  const claimed = await claim({ request, row });
  if (row.state === 'sending') {
    const found = await lookTwice({ request, row });
    if (found !== null) {
      await settleDone({ request, row, externalId: found.externalId });
      return { ...found, outcome: 'found' };
    }
  }
  try {
    const { marker } = row;
    const sent = await whileOurs({ ctx: request.ctx, claimed: [claimed], send: () => request.send({ marker }) });
    await settleDone({ request, row, externalId: sent.externalId });
    return { ...sent, outcome: 'sent' };
  } catch (error) {
    if (wasNotDone(error)) await giveBack({ request, claimed });
    throw error;
  }
}

async function intend({ ctx, target, kind, key }: EffectRequest): Promise<EffectRow> {
  const [row] = await intendEffects({ ctx, target, wanted: [{ kind, key }] });
  if (row === undefined) throw new SophiaError('internal.unexpected', `The effect ${key} was not recorded.`);
  return row;
}

/** So long after its claim a request may still be under way, in the network or at the vendor. */
const underWayMs = 5000;

/** The vendor may still be at work on a request whose sender died, or lives and was given up. */
async function lookTwice({ request, row }: { request: EffectRequest; row: EffectRow }): Promise<EffectTrace | null> {
  const trace = { marker: row.marker, since: row.createdAt };
  const found = await request.find(trace);
  if (found !== null) return found;
  const ageMs = request.ctx.clock.now().getTime() - row.updatedAt.getTime();
  await wait(request.settleMs ?? Math.max(1500, underWayMs - Math.max(0, ageMs)));
  return request.find(trace);
}

/** Of two that would send at once, one gets the row. */
async function claim({ request, row }: { request: EffectRequest; row: EffectRow }): Promise<EffectRow> {
  const [claimed] = await request.ctx.db
    .update(effects)
    .set({ state: 'sending', attempts: row.attempts + 1, updatedAt: request.ctx.clock.now() })
    .where(and(eq(effects.id, row.id), eq(effects.attempts, row.attempts), eq(effects.state, row.state)))
    .returning();
  if (claimed === undefined) {
    throw new SophiaError('effect.contended', `Expected to be alone with ${request.target} ${request.key}, was not.`);
  }
  return claimed;
}

/** True whoever notes it. */
async function settleDone({
  request: { ctx },
  row,
  externalId,
}: {
  request: EffectRequest;
  row: EffectRow;
  externalId: string;
}): Promise<void> {
  await ctx.db
    .update(effects)
    .set({ state: 'done', externalId, updatedAt: ctx.clock.now() })
    .where(eq(effects.id, row.id));
}

/** Nothing was sent: it is tried again as if for the first time, unless another has taken it over. */
async function giveBack({ request: { ctx }, claimed }: { request: EffectRequest; claimed: EffectRow }): Promise<void> {
  const set = { state: 'intended' as const, updatedAt: ctx.clock.now() };
  await ctx.db
    .update(effects)
    .set(set)
    .where(stillClaimed([claimed]));
}
