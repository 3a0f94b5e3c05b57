import { z } from 'zod';
import { TerritoryRule } from '#contracts';
import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { asc, eq } from '#platform/sql';
import type { TerritorySummary } from './schema.ts';
import { territories, territoryMembers, users } from './tables.ts';

const Rules = z.array(TerritoryRule);

/** The territories by name, with what lies in each and whose they are. */
export async function listTerritories({ ctx }: Pick<Verb<never>, 'ctx'>): Promise<{ territories: TerritorySummary[] }> {
  authorise({ ctx, action: 'user.read', resource: { type: 'territory', id: null } });
  const rows = await ctx.db
    .select()
    .from(territories)
    .where(eq(territories.workspaceId, ctx.workspaceId))
    .orderBy(asc(territories.name));
  const members = await ctx.db
    .select({ territoryId: territoryMembers.territoryId, email: users.email })
    .from(territoryMembers)
    .innerJoin(users, eq(users.id, territoryMembers.userId))
    .where(eq(territoryMembers.workspaceId, ctx.workspaceId))
    .orderBy(asc(users.email));
  const byTerritory = Map.groupBy(members, ({ territoryId }) => territoryId);
  return {
    territories: rows.map(({ id, name, rules, updatedAt }) => ({
      territoryId: id,
      name,
      rules: Rules.parse(rules),
      members: (byTerritory.get(id) ?? []).map(({ email }) => email),
      updatedAt: updatedAt.toISOString(),
    })),
  };
}
