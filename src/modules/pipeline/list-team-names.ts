import { authorise } from '#modules/access';
import { listDefinitions } from '#modules/crm';
import type { Context } from '#platform/context';
import { teamsSeen } from './teams-seen.ts';

/** The names of the teams that whoever asks may narrow by, those of the CRM and those of Sophia. */
export async function listTeamNames(ctx: Context): Promise<string[]> {
  authorise({ ctx, action: 'crm.read', resource: { type: 'crm_record', id: null } });
  const owners = await listDefinitions({ ctx, input: { kind: 'owner', scope: null } });
  const own = await teamsSeen(ctx);
  return [
    ...new Set([...owners.flatMap(({ teams: all }) => all.map(({ name }) => name)), ...own.map(({ label }) => label)]),
  ];
}
