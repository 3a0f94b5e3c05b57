import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { parseInput, SophiaError } from '#platform/errors';
import { listTeams } from './list-teams.ts';
import { NameReference, type TeamSummary } from './schema.ts';

/** One team, by its name or id. Throws `team.not-found`. */
export async function getTeam({ ctx, input }: Verb<NameReference>): Promise<TeamSummary> {
  authorise({ ctx, action: 'user.read', resource: { type: 'team', id: null } });
  const { name } = parseInput({ schema: NameReference, input, what: 'the name of a team' });
  const { teams } = await listTeams({ ctx });
  const found = teams.find((team) => team.teamId === name || team.name.toLowerCase() === name.toLowerCase());
  if (found !== undefined) return found;
  throw new SophiaError('team.not-found', `Expected a team called "${name}", found none.`);
}
