import type { Context } from '#platform/context';
import { assertNoTransactionHeld, effects } from '#platform/db';
import { and, asc, eq, sql } from '#platform/sql';
import type { EffectTrace } from './perform-effect.ts';

/** What attempts have left outside, and how many of them may still leave something. */
export interface SeenEffects {
  readonly found: readonly (EffectTrace & { readonly key: string })[];
  readonly open: number;
}

/**
 * Looks for what attempts have left outside and does nothing again: for work whose subject is gone. One that was begun
 * and whose end nobody noted is looked for by its marker, and noted where it is found. Throws what `find` throws.
 */
export async function lookForEffects({
  ctx,
  target,
  kind,
  keyPrefix,
  find,
}: {
  readonly ctx: Context;
  readonly target: string;
  readonly kind: string;
  /** With what the keys of the effects begin. */
  readonly keyPrefix: string;
  readonly find: (trace: {
    readonly key: string;
    readonly marker: string;
    readonly since: Date;
  }) => Promise<EffectTrace | null>;
}): Promise<SeenEffects> {
  assertNoTransactionHeld('look for something outside');
  const ofKind = and(eq(effects.workspaceId, ctx.workspaceId), eq(effects.target, target), eq(effects.kind, kind));
  const begun = await ctx.db
    .select()
    .from(effects)
    .where(and(ofKind, sql`starts_with(${effects.key}, ${keyPrefix})`))
    .orderBy(asc(effects.createdAt), asc(effects.id));
  const found: (EffectTrace & { key: string })[] = [];
  let open = 0;
  for (const { id, key, marker, state, externalId, createdAt } of begun) {
    if (state === 'done' && externalId !== null) found.push({ key, externalId });
    if (state !== 'sending') continue;
    const left = await find({ key, marker, since: createdAt });
    if (left === null) {
      open += 1;
      continue;
    }
    const set = { state: 'done', externalId: left.externalId, updatedAt: ctx.clock.now() } as const;
    await ctx.db.update(effects).set(set).where(eq(effects.id, id));
    found.push({ key, externalId: left.externalId });
  }
  return { found, open };
}
