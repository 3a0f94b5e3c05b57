import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { asc, eq } from '#platform/sql';
import { TerritoryRules, type TerritorySummary } from './schema.ts';
import { territories, territoryMembers, users } from './tables.ts';
import { versionOfTerritory } from './version-of.ts';

/** The territories by name, with what lies in each and whose they are. */
export async function listTerritories({ ctx }: Pick<Verb<never>, 'ctx'>): Promise<{ territories: TerritorySummary[] }> {
  authorise({ ctx, action: 'user.read', resource: { type: 'territory', id: null } });
  const rows = await ctx.db
    .select()
    .from(territories)
    .where(eq(territories.workspaceId, ctx.workspaceId))
    .orderBy(asc(territories.name));
  const members = await ctx.db
    .select({ territoryId: territoryMembers.territoryId, userId: territoryMembers.userId, email: users.email })
    .from(territoryMembers)
    .innerJoin(users, eq(users.id, territoryMembers.userId))
    .where(eq(territoryMembers.workspaceId, ctx.workspaceId))
    .orderBy(asc(users.email));
  const byTerritory = Map.groupBy(members, ({ territoryId }) => territoryId);
  return {
    territories: rows.map(({ id, name, updatedAt, ...row }) => {
      const rules = TerritoryRules.parse(row.rules);
      const own = byTerritory.get(id) ?? [];
      return {
        territoryId: id,
        name,
        rules,
        members: own.map(({ email }) => email),
        updatedAt: updatedAt.toISOString(),
        version: versionOfTerritory({ id, name, rules, userIds: own.map(({ userId }) => userId) }),
      };
    }),
  };
}
