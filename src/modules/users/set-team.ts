import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Context, Verb } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput } from '#platform/errors';
import { and, eq, sql } from '#platform/sql';
import { assertVersion } from './assert-version.ts';
import { findUser } from './find-user.ts';
import { SetTeamInput } from './schema.ts';
import { teamMembers, teams } from './tables.ts';
import { versionOfTeam } from './version-of.ts';

/**
 * Makes a team or says anew who is in it: those who lead see what belongs to the rest. A team of nobody is gone. Throws
 * `access.stale` where somebody has changed it since it was read.
 */
export async function setTeam({ ctx, input }: Verb<SetTeamInput>): Promise<{ teamId: string | null; members: number }> {
  authorise({ ctx, action: 'user.manage', resource: { type: 'team', id: null } });
  const { name, leads, members, replaces } = parseInput({
    schema: SetTeamInput,
    input,
    what: 'a team with its people',
  });
  return transact({ ctx }, async (inner) => {
    const people = new Map<string, boolean>();
    for (const member of members) people.set((await findUser(inner, member)).id, false);
    for (const lead of leads) people.set((await findUser(inner, lead)).id, true);
    const { teamId, known } = await ensureTeam(inner, name);
    const before = await inner.db
      .delete(teamMembers)
      .where(and(eq(teamMembers.workspaceId, inner.workspaceId), eq(teamMembers.teamId, teamId)))
      .returning({ userId: teamMembers.userId, leads: teamMembers.leads });
    const version = known === null ? null : versionOfTeam({ id: teamId, name: known, people: before });
    assertVersion({ replaces, version, what: `the team ${name}` });
    const after = [...people].map(([userId, isLead]) => ({ userId, leads: isLead }));
    if (after.length === 0) await inner.db.delete(teams).where(eq(teams.id, teamId));
    else {
      await inner.db
        .insert(teamMembers)
        .values(after.map((member) => ({ workspaceId: inner.workspaceId, teamId, ...member })));
    }
    await audit({
      ctx: inner,
      action: 'team.set',
      resource: { type: 'team', id: teamId },
      details: { name, before, after },
    });
    return { teamId: after.length === 0 ? null : teamId, members: after.length };
  });
}

/** The team, held until the transaction ends, with the name that it had; null where it is new. One that goes meanwhile is made. */
async function ensureTeam(ctx: Context, name: string): Promise<{ teamId: string; known: string | null }> {
  const id = ctx.ids.create('team');
  for (;;) {
    const made = await ctx.db
      .insert(teams)
      .values({ id, workspaceId: ctx.workspaceId, name, createdAt: ctx.clock.now() })
      .onConflictDoNothing()
      .returning({ id: teams.id });
    if (made.length > 0) return { teamId: id, known: null };
    const [team] = await ctx.db
      .select({ id: teams.id, name: teams.name })
      .from(teams)
      .where(and(eq(teams.workspaceId, ctx.workspaceId), sql`lower(${teams.name}) = lower(${name})`))
      .for('update');
    if (team !== undefined) return { teamId: team.id, known: team.name };
  }
}
