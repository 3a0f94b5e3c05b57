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
    const before = await readTerritory(inner, name);
    const after = { rules, userIds: [...userIds] };
    const version = before === null ? null : versionOfTerritory(before);
    assertVersion({ replaces, version, what: `the territory ${name}` });
    if (before !== null) await inner.db.delete(territories).where(eq(territories.id, before.id));
    const territoryId = before?.id ?? inner.ids.create('territory');
    if (after.userIds.length > 0) {
      const times = { createdAt: before?.createdAt ?? inner.clock.now(), updatedAt: inner.clock.now() };
      const { workspaceId } = inner;
      await inner.db.insert(territories).values({ id: territoryId, workspaceId, name, rules, ...times });
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

async function readTerritory(ctx: Context, name: string) {
  const [row] = await ctx.db
    .select()
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
