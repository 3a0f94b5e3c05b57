import type { Permission, Role } from '#contracts';
import { law } from '#modules/access';
import type { Context, Grant, Territory } from '#platform/context';
import { buildOnce } from '#platform/db';
import { and, asc, eq, inArray, ne, sql } from '#platform/sql';
import type { UserRow } from './find-user.ts';
import { TerritoryRules } from './schema.ts';
import { teamMembers, territories, territoryMembers, users } from './tables.ts';

/** What somebody may and sees now: by their role, the scopes of the key, the teams that they lead, and their territories. */
export async function grantFor(
  ctx: Context,
  { user, role, scopes }: { user: UserRow | null; role: Role; scopes: readonly Permission[] | null },
): Promise<Grant> {
  const { sees } = law[role];
  if (sees === 'everything') return { role, scopes, seesOnly: null };
  const own = user === null ? [] : [user.email];
  if (user === null || sees === 'own') return { role, scopes, seesOnly: own };
  const team = await addressesLedBy(ctx, user.id);
  const seesOnly = [...new Set([...own, ...team])].toSorted();
  const parts = await territoriesOf(ctx, user.id);
  return { role, scopes, seesOnly, ...(parts.length === 0 ? {} : { territories: parts }) };
}

async function territoriesOf(ctx: Context, userId: string): Promise<Territory[]> {
  const rows = await territoriesOfUser(ctx.db).execute({ workspaceId: ctx.workspaceId, userId });
  return rows.map(({ rules }) => TerritoryRules.parse(rules));
}

/** Those in the teams that somebody leads; whoever has left keeps their place, since their deals are still the team's. */
async function addressesLedBy(ctx: Context, userId: string): Promise<string[]> {
  const rows = await addressesLedByUser(ctx.db).execute({ workspaceId: ctx.workspaceId, userId });
  return rows.map(({ email }) => email);
}

const territoriesOfUser = buildOnce((db) =>
  db
    .select({ rules: territories.rules })
    .from(territoryMembers)
    .innerJoin(territories, eq(territories.id, territoryMembers.territoryId))
    .where(
      and(
        eq(territoryMembers.workspaceId, sql.placeholder('workspaceId')),
        eq(territoryMembers.userId, sql.placeholder('userId')),
      ),
    )
    .orderBy(asc(territories.id))
    .prepare(''),
);

const addressesLedByUser = buildOnce((db) => {
  const led = db
    .select({ teamId: teamMembers.teamId })
    .from(teamMembers)
    .where(
      and(
        eq(teamMembers.workspaceId, sql.placeholder('workspaceId')),
        eq(teamMembers.userId, sql.placeholder('userId')),
        eq(teamMembers.leads, true),
      ),
    );
  return db
    .selectDistinct({ email: users.email })
    .from(teamMembers)
    .innerJoin(users, eq(users.id, teamMembers.userId))
    .where(and(inArray(teamMembers.teamId, led), ne(teamMembers.userId, sql.placeholder('userId'))))
    .prepare('');
});
