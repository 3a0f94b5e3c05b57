import { createHash } from 'node:crypto';
import type { PersonRole, TerritoryRule } from '#contracts';

/** The version of an account, by what can be changed of it: a sign-in and a team make no other one. */
export function versionOfUser({ id, email, name, role, state }: VersionedUser): string {
  return hashOf(['user', id, email, name, role, state]);
}

/** The version of a team, by its name and who is in it. */
export function versionOfTeam({ id, name, people }: VersionedTeam): string {
  return hashOf(['team', id, name, ...people.map(({ userId, leads }) => `${userId} ${leads}`).toSorted()]);
}

/** The version of a territory, by what lies in it and whose it is. */
export function versionOfTerritory({ id, name, rules, userIds }: VersionedTerritory): string {
  const asked = rules.map(({ of, property, values }) => [of, property, [...values]]);
  return hashOf(['territory', id, name, asked, userIds.toSorted()]);
}

interface VersionedUser {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: PersonRole;
  readonly state: string;
}

interface VersionedTeam {
  readonly id: string;
  readonly name: string;
  readonly people: readonly { readonly userId: string; readonly leads: boolean }[];
}

interface VersionedTerritory {
  readonly id: string;
  readonly name: string;
  readonly rules: readonly TerritoryRule[];
  readonly userIds: readonly string[];
}

function hashOf(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
