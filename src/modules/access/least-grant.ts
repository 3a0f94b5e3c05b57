import type { Role } from '#contracts';
import type { Grant } from '#platform/context';
import { law } from './law.ts';

/** Of two roles that read, the later one reads nothing that the earlier one does not. */
const fromMostToLeast: readonly Role[] = [
  'administrator',
  'revenue_operations',
  'executive',
  'manager',
  'representative',
  'agent',
];

/**
 * What each of these may read, for an answer that all of them see; null where there is no such part that a single role
 * stands for, or nobody. What somebody sees of a territory beside their people is left out.
 */
export function leastGrant(grants: readonly Grant[]): Grant | null {
  const [first] = grants;
  if (first === undefined || grants.some(({ scopes }) => scopes !== null)) return null;
  const roles = [...new Set(grants.map(({ role }) => role))];
  const role = roles.includes('read_only') ? leastBesideReadOnly(roles) : (last(roles) ?? null);
  if (role === null) return null;
  const bounds = grants.flatMap(({ seesOnly }) => (seesOnly === null ? [] : [new Set(seesOnly)]));
  const [narrow, ...others] = bounds;
  if (narrow === undefined) return { role, scopes: null, seesOnly: null };
  const seesOnly = [...narrow].filter((email) => others.every((bound) => bound.has(email)));
  return { role, scopes: null, seesOnly };
}

/** From `read_only` more is kept than from those who see a part, and they see less: neither contains the other. */
function leastBesideReadOnly(roles: readonly Role[]): Role | null {
  return roles.every((role) => law[role].sees === 'everything') ? 'read_only' : null;
}

function last(roles: readonly Role[]): Role | undefined {
  return fromMostToLeast.findLast((role) => roles.includes(role));
}
