import { authorise, authoriseGiving, isAllowed } from '#modules/access';
import { audit } from '#platform/audit';
import type { Context, Verb } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput, SophiaError } from '#platform/errors';
import { and, eq, isNull } from '#platform/sql';
import { findKey } from './find-key.ts';
import { RotateKeyInput } from './schema.ts';
import { apiKeys } from './tables.ts';
import { type ShownKey, writeKey } from './write-key.ts';

const dayMs = 86_400_000;
const usualDays = 90;

/**
 * Makes a new key in the place of one, with the same name and rights, for as long as that one was made for (more than 90
 * days by an administrator alone); both are valid for some hours, so that nothing that uses them stands still. Throws `key.not-found` or `key.ended`.
 */
export async function rotateKey({
  ctx,
  input,
}: Verb<RotateKeyInput>): Promise<ShownKey & { oldKeyId: string; oldValidUntil: string }> {
  authorise({ ctx, action: 'key.create', resource: { type: 'key', id: input.key } });
  const asked = parseInput({ schema: RotateKeyInput, input, what: 'a key and how long the old one stays' });
  return transact({ ctx }, async (inner) => {
    const old = await findKey(inner, asked.key);
    const resource = { type: 'key', id: old.id } as const;
    authoriseGiving({ ctx: inner, action: 'key.create', resource, permissions: old.scopes });
    const now = inner.clock.now();
    if (old.revokedAt !== null || old.replacedBy !== null || (old.expiresAt !== null && old.expiresAt <= now)) {
      throw ended(old.name);
    }
    const { kind, name, userId, role, scopes, expiresAt } = old;
    const had = expiresAt === null ? null : Math.round((expiresAt.getTime() - old.createdAt.getTime()) / dayMs);
    const days = daysFor({ ctx: inner, had });
    const shown = await writeKey(inner, { kind, name, userId, role, scopes, days });
    const until = new Date(now.getTime() + asked.overlapHours * 3_600_000);
    const oldUntil = expiresAt !== null && expiresAt < until ? expiresAt : until;
    const replaced = await inner.db
      .update(apiKeys)
      .set({ expiresAt: oldUntil, replacedBy: shown.keyId })
      .where(and(eq(apiKeys.id, old.id), isNull(apiKeys.replacedBy), isNull(apiKeys.revokedAt)))
      .returning();
    if (replaced.length === 0) throw ended(name);
    await audit({
      ctx: inner,
      action: 'key.rotated',
      resource,
      details: { name, newKeyId: shown.keyId, oldValidUntil: oldUntil.toISOString() },
    });
    return { ...shown, oldKeyId: old.id, oldValidUntil: oldUntil.toISOString() };
  });
}

/** A key for longer than usual is an administrator's decision each time; whoever else renews one gets the usual days. */
function daysFor({ ctx, had }: { ctx: Context; had: number | null }): number | null {
  const isLong = had === null || had > usualDays;
  if (isLong && !isAllowed({ ctx, action: 'user.manage' })) return usualDays;
  return had === 0 ? usualDays : had;
}

/** Also where another has replaced or revoked it at the same moment. */
function ended(name: string): SophiaError {
  return new SophiaError('key.ended', `Expected the key "${name}" to hold, found it ended or replaced already.`);
}
