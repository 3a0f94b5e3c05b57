import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { knownPeople } from './known-people.ts';
import type { Person } from './schema.ts';

/** The person whom a system calls by that id; null where nobody is. */
export async function findPerson({ ctx, input }: Verb<{ source: string; externalId: string }>): Promise<Person | null> {
  authorise({ ctx, action: 'person.read', resource: { type: 'person', id: null } });
  const everybody = await knownPeople(ctx);
  return (
    everybody.find(({ identities }) =>
      identities.some(({ source, externalId }) => source === input.source && externalId === input.externalId),
    ) ?? null
  );
}

/** What another system calls the same person; null where it does not know them. */
export function identityIn(person: Person | null, source: string): string | null {
  return person?.identities.find((identity) => identity.source === source)?.externalId ?? null;
}
