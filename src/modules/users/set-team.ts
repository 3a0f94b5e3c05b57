import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Context, Verb } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput } from '#platform/errors';
import { and, eq, sql } from '#platform/sql';
import { findUser } from './find-user.ts';
import { SetTeamInput } from './schema.ts';
import { teamMembers, teams } from './tables.ts';

/** Makes a team or says anew who is in it: those who lead see what belongs to the rest. A team of nobody is gone. */
export async function setTeam({ ctx, input }: Verb<SetTeamInput>): Promise<{ teamId: string | null; members: number }> {
  authorise({ ctx, action: 'user.manage', resource: { type: 'team', id: null } });
  const { name, leads, members } = parseInput({ schema: SetTeamInput, input, what: 'a team with its people' });
  return transact({ ctx }, async (inner) => {
    const people = new Map<string, boolean>();
    for (const member of members) people.set((await findUser(inner, member)).id, false);
    for (const lead of leads) people.set((await findUser(inner, lead)).id, true);
    const teamId = await ensureTeam(inner, name);
    const before = await inner.db
      .delete(teamMembers)
      .where(and(eq(teamMembers.workspaceId, inner.workspaceId), eq(teamMembers.teamId, teamId)))
      .returning({ userId: teamMembers.userId, leads: teamMembers.leads });
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

async function ensureTeam(ctx: Context, name: string): Promise<string> {
  const id = ctx.ids.create('team');
  await ctx.db
    .insert(teams)
    .values({ id, workspaceId: ctx.workspaceId, name, createdAt: ctx.clock.now() })
    .onConflictDoNothing();
  const [team] = await ctx.db
    .select({ id: teams.id })
    .from(teams)
    .where(and(eq(teams.workspaceId, ctx.workspaceId), sql`lower(${teams.name}) = lower(${name})`))
    .for('update');
  return team?.id ?? id;
}
