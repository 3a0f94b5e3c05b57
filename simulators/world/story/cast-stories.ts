import type { Random } from '../base/random.ts';
import { type AccountWithPeople, createAccount, createContact, type Registry } from '../people/create-account.ts';
import { accountNames } from '../people/names.ts';
import type { Employee } from '../schema.ts';
import { type Archetype, archetypes } from './archetypes.ts';
import { findEmployee } from './cast-call.ts';
import { planStory } from './plan-story.ts';
import type { Story } from './story.ts';

export type Size = 'default' | 'large';

interface CastInput {
  readonly random: Random;
  readonly today: string;
  readonly size: Size;
  readonly employees: readonly Employee[];
}

interface Company extends AccountWithPeople {
  readonly isCustomer: boolean;
  readonly isRenewing: boolean;
}

/** In turns, so that everybody has deals of every kind; the two who left had some as well. */
const owners = ['maya', 'daniel', 'jonah', 'tessa', 'maya', 'daniel', 'kyle', 'jonah', 'tessa', 'nadia'] as const;

/** Gives every archetype its companies and plans the stories. Strangers stay out of the CRM's companies. */
export function castStories({ random, today, size, employees }: CastInput) {
  const registry: Registry = { usedNames: new Set(), phones: 0 };
  const names = random.shuffle(manyNames(size));
  const companies: Company[] = [];
  const stories: Story[] = [];
  const rounds = size === 'large' ? 3 : 1;
  const places = random.shuffle(
    archetypes.flatMap((archetype) =>
      Array.from({ length: archetype.count * rounds }, (_, index) => ({ archetype, index })),
    ),
  );
  const sorted = places.toSorted((left, right) => rank(left.archetype) - rank(right.archetype));
  function openNext(archetype: Archetype, owner: Employee): Company {
    const name = names.pop() ?? '';
    return openCompany({ random: random.fork(name), today, archetype, owner, name, registry });
  }
  for (const [turn, { archetype, index }] of sorted.entries()) {
    const owner = findEmployee(employees, owners[turn % owners.length] ?? 'maya');
    const known = companies.filter(({ isCustomer, isRenewing }) =>
      archetype.account === 'renewing' ? isRenewing : isCustomer,
    );
    const isShared = archetype.account === 'renewing' || archetype.account === 'customer';
    const company: Company =
      (isShared ? known[(index * (archetype.account === 'customer' ? 2 : 1)) % known.length] : undefined) ??
      openNext(archetype, owner);
    if (!isShared && archetype.account !== 'unknown') {
      companies.push(company);
    }
    stories.push(
      planStory({
        random: random.fork(`${company.account.key}/${archetype.name}`),
        archetype,
        index,
        owner,
        company,
        today,
      }),
    );
  }
  return {
    stories,
    companies: companies.toSorted((left, right) => left.account.key.localeCompare(right.account.key)),
    registry,
  };
}

interface Opening {
  readonly random: Random;
  readonly today: string;
  readonly archetype: Archetype;
  readonly owner: Employee;
  readonly name: string;
  readonly registry: Registry;
}

/** Where a champion may leave there is somebody who takes over, whom the CRM does not know. */
function openCompany({ random, today, archetype, owner, name, registry }: Opening): Company {
  const isCustomer = archetype.kind === 'renewal' || archetype.name === 'won';
  const company = createAccount({
    random,
    today,
    name,
    ownerKey: owner.key,
    isCustomer: isCustomer && archetype.name !== 'churned',
    registry,
  });
  const spare = createContact({ random, account: company.account, role: 'champion', registry, today });
  const hasSpare = archetype.plots.includes('champion_left');
  return {
    ...company,
    contacts: [...company.contacts, ...(hasSpare ? [{ ...spare, buyingRole: null, inCrmSince: null }] : [])],
    isCustomer,
    isRenewing: archetype.name === 'renewing',
  };
}

/** Companies that others share come first. */
function rank({ account }: Archetype): number {
  return account === 'own' ? 0 : 1;
}

/** The large world needs more companies than there are names: further branches by direction. */
function manyNames(size: Size): string[] {
  return size === 'default'
    ? [...accountNames]
    : accountNames.flatMap((name) => [name, `${name} East`, `${name} West`, `${name} North`]);
}
