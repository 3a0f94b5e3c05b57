import type { IdentityEvidence, Person } from './schema.ts';

/** Somebody as a system lists them. */
export interface ListedPerson {
  readonly source: string;
  readonly externalId: string;
  readonly name: string;
  readonly emails: readonly string[];
}

export interface Joined {
  readonly listed: ListedPerson;
  /** Null for somebody who is new. */
  readonly person: Person | null;
  readonly evidence: IdentityEvidence;
}

/**
 * Whom each listed person is: the same address in any system, also a further one, otherwise the same full name where only one person in
 * each system has it. One that a person has set apart or put together by hand is not looked at.
 */
export function joinIdentity({
  listed,
  everybody,
  namesakes,
}: {
  listed: ListedPerson;
  everybody: readonly Person[];
  /** How many people the listing system has under that name; null where not everybody is known, and no name counts. */
  namesakes: number | null;
}): Joined {
  const free = everybody.filter((person) => person.identities.every(({ source }) => source !== listed.source));
  for (const person of free) {
    for (const { source, email, otherEmails } of person.identities) {
      const shared = [email, ...otherEmails].find((known) => known !== null && listed.emails.includes(known));
      if (shared === undefined) continue;
      const detail = `${shared} is ${shared === email ? 'the' : 'a further'} address in ${source} too`;
      return { listed, person, evidence: { rule: 'same_email', detail } };
    }
  }
  const byName = free.filter((person) => nameKey(person.name) === nameKey(listed.name));
  const [only] = byName;
  if (only !== undefined && byName.length === 1 && namesakes === 1 && nameKey(listed.name).includes(' ')) {
    const systems = only.identities.map(({ source }) => source).join(' and ');
    return {
      listed,
      person: only,
      evidence: {
        rule: 'same_name',
        detail: `nobody else is called ${listed.name}, in ${listed.source} or ${systems}`,
      },
    };
  }
  return { listed, person: null, evidence: { rule: 'first_seen', detail: `first seen in ${listed.source}` } };
}

/** Case, accents and spaces aside. */
export function nameKey(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
