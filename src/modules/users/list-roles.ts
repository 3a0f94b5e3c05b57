import { Role } from '#contracts';
import { actions, authorise, law } from '#modules/access';
import type { Verb } from '#platform/context';
import { permissionsOf } from './issue-token.ts';
import type { RoleSummary } from './schema.ts';

/** What the law gives each role: what it may do, whose calls and deals it sees, and which fields are kept from it. */
export async function listRoles({ ctx }: Pick<Verb<never>, 'ctx'>): Promise<{ roles: RoleSummary[] }> {
  authorise({ ctx, action: 'user.read', resource: { type: 'user', id: null } });
  return {
    roles: Role.options.map((role) => {
      const { may, sees, withheld } = law[role];
      const allowed = may === 'everything' ? actions : may;
      return { role, sees, actions: allowed.toSorted(), permissions: permissionsOf(role), withheld };
    }),
  };
}
