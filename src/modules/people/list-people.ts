import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { knownPeople } from './known-people.ts';
import type { Person } from './schema.ts';

/** Our own people, by name, with what each system calls them and why we think that it is the same person. */
export async function listPeople({ ctx }: Pick<Verb<never>, 'ctx'>): Promise<{ people: Person[] }> {
  authorise({ ctx, action: 'person.read', resource: { type: 'person', id: null } });
  return { people: await knownPeople(ctx) };
}
