import type { TerritoryRule } from '#contracts';
import { authorise } from '#modules/access';
import { listDefinitions } from '#modules/crm';
import { audit } from '#platform/audit';
import type { Context, Verb } from '#platform/context';
import { transact } from '#platform/db';
import { moveWork } from '#platform/due-work';
import { parseInput, SophiaError } from '#platform/errors';
import { and, eq, sql } from '#platform/sql';
import { assertVersion } from './assert-version.ts';
import { findUser } from './find-user.ts';
import { SetTerritoryInput, TerritoryRules } from './schema.ts';
import { territories, territoryMembers } from './tables.ts';
import { versionOfTerritory } from './version-of.ts';

interface TerritoryBefore {
  readonly id: string;
  readonly name: string;
  readonly rules: readonly TerritoryRule[];
  readonly userIds: readonly string[];
}

/**
 * Makes a territory, or says anew what lies in it and which managers see it. One of nobody is gone. Throws
 * `user.not-found`, `input.invalid` where the CRM has no such property, and `access.stale` where somebody has changed
 * it since it was read.
 */
export async function setTerritory({
  ctx,
  input,
}: Verb<SetTerritoryInput>): Promise<{ territoryId: string | null; members: number }> {
  authorise({ ctx, action: 'user.manage', resource: { type: 'territory', id: null } });
  const { name, rules, members, replaces } = parseInput({ schema: SetTerritoryInput, input, what: 'a territory' });
  await assertKnown({ ctx, rules });
  return transact({ ctx }, async (inner) => {
    const userIds = new Set<string>();
    for (const member of members) userIds.add((await findUser(inner, member)).id);
    const { territoryId, before } = await ensureTerritory(inner, { name, rules });
    const after = { rules, userIds: [...userIds] };
    const version = before === null ? null : versionOfTerritory(before);
    assertVersion({ replaces, version, what: `the territory ${name}` });
    if (after.userIds.length === 0) await inner.db.delete(territories).where(eq(territories.id, territoryId));
    else {
      const { workspaceId } = inner;
      await inner.db
        .update(territories)
        .set({ name, rules, updatedAt: inner.clock.now() })
        .where(eq(territories.id, territoryId));
      await inner.db.delete(territoryMembers).where(eq(territoryMembers.territoryId, territoryId));
      await inner.db
        .insert(territoryMembers)
        .values(after.userIds.map((userId) => ({ workspaceId, territoryId, userId })));
      // Properties that were of no interest before are read from every record again.
      await moveWork({ ctx: inner, kind: 'sweep-crm', subject: 'all', dueAt: inner.clock.now() });
    }
    await audit({
      ctx: inner,
      action: 'territory.set',
      resource: { type: 'territory', id: territoryId },
      details: { name, before: before === null ? null : { rules: before.rules, userIds: before.userIds }, after },
    });
    const isGone = after.userIds.length === 0;
    return { territoryId: isGone ? null : territoryId, members: after.userIds.length };
  });
}

/** The territory, held until the transaction ends, with what it was; null where it is new. One that goes meanwhile is made. */
async function ensureTerritory(
  ctx: Context,
  { name, rules }: { name: string; rules: readonly TerritoryRule[] },
): Promise<{ territoryId: string; before: TerritoryBefore | null }> {
  const { workspaceId } = ctx;
  const id = ctx.ids.create('territory');
  const times = { createdAt: ctx.clock.now(), updatedAt: ctx.clock.now() };
  for (;;) {
    const made = await ctx.db
      .insert(territories)
      .values({ id, workspaceId, name, rules, ...times })
      .onConflictDoNothing()
      .returning({ id: territories.id });
    if (made.length > 0) return { territoryId: id, before: null };
    const before = await readTerritory(ctx, name);
    if (before !== null) return { territoryId: before.id, before };
  }
}

async function readTerritory(ctx: Context, name: string): Promise<TerritoryBefore | null> {
  const [row] = await ctx.db
    .select({ id: territories.id, name: territories.name, rules: territories.rules })
    .from(territories)
    .where(and(eq(territories.workspaceId, ctx.workspaceId), sql`lower(${territories.name}) = lower(${name})`))
    .for('update');
  if (row === undefined) return null;
  const members = await ctx.db
    .select({ userId: territoryMembers.userId })
    .from(territoryMembers)
    .where(eq(territoryMembers.territoryId, row.id));
  return { ...row, rules: TerritoryRules.parse(row.rules), userIds: members.map(({ userId }) => userId) };
}

/** A property that the CRM does not have would make a territory of nothing; before it was read, nobody knows. */
async function assertKnown({ ctx, rules }: { ctx: Context; rules: readonly TerritoryRule[] }): Promise<void> {
  for (const { of, property } of rules) {
    const known = await listDefinitions({ ctx, input: { kind: 'property', scope: of } });
    if (known.length === 0 || known.some(({ name }) => name === property)) continue;
    throw new SophiaError(
      'input.invalid',
      `Expected a property that the CRM has of a ${of}, by its internal name, found ${property}.`,
    );
  }
}
