import type { CallSource, Chat, Crm, Page } from '#contracts';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { ConnectedContext } from '#platform/context';
import { transact } from '#platform/db';
import { SophiaError } from '#platform/errors';
import { and, eq, isNull } from '#platform/sql';
import { joinIdentity, type ListedPerson, nameKey } from './join-identities.ts';
import { knownPeople } from './known-people.ts';
import type { Person } from './schema.ts';
import { identities, people } from './tables.ts';

/** How many people a system listed, or why it did not. */
export interface PeopleReading {
  readonly source: string;
  readonly listed: number;
  readonly problem: { readonly code: string; readonly message: string } | null;
}

/**
 * Reads who our people are in every connected system and joins those that are one person, with the evidence. What was
 * said by hand stays as it is. A system that refuses keeps no other from being read; meanwhile nobody is joined by name,
 * and whoever stands alone for that is joined once all are read. Throws `vendor.*` errors that pass by themselves.
 */
export async function syncPeople({
  ctx,
}: {
  ctx: ConnectedContext;
}): Promise<{ listed: number; added: number; joined: number; readings: PeopleReading[] }> {
  authorise({ ctx, action: 'person.match', resource: { type: 'person', id: null } });
  const { listed, readings } = await listEverywhere(ctx);
  return transact({ ctx }, async (inner) => {
    const everybody = await knownPeople(inner);
    const namesakes = countNames(listed);
    // Who is not listed may have the same name as well.
    const isEverybody = readings.every(({ problem }) => problem === null);
    let added = 0;
    let joined = 0;
    for (const one of listed) {
      const own = isEverybody ? (namesakes.get(`${one.source} ${nameKey(one.name)}`) ?? 1) : null;
      const known = personOf({ everybody, one });
      if (known !== undefined) {
        await refresh({ ctx: inner, one });
        if (isEverybody) joined += await joinLater({ ctx: inner, one, known, everybody, namesakes: own });
        continue;
      }
      const { person, evidence } = joinIdentity({ listed: one, everybody, namesakes: own });
      const owner = person ?? (await addPerson({ ctx: inner, name: one.name }));
      added += person === null ? 1 : 0;
      joined += person === null ? 0 : 1;
      const identity = { source: one.source, externalId: one.externalId, name: one.name, ...addressesOf(one) };
      const identityId = inner.ids.create('identity');
      await inner.db.insert(identities).values({
        id: identityId,
        workspaceId: inner.workspaceId,
        personId: owner.personId,
        ...identity,
        evidence,
        createdAt: inner.clock.now(),
      });
      owner.identities.push({ identityId, ...identity, evidence, manual: false });
      if (person === null) everybody.push(owner);
    }
    await audit({
      ctx: inner,
      action: 'people.synced',
      resource: { type: 'person', id: 'all' },
      details: { listed: listed.length, added, joined },
    });
    return { listed: listed.length, added, joined, readings };
  });
}

async function listEverywhere({
  connections: { calls, crm, chat },
}: ConnectedContext): Promise<{ listed: ListedPerson[]; readings: PeopleReading[] }> {
  const asked = [
    ...(crm.state === 'on' ? [{ source: crm.client.name, list: () => inCrm(crm.client) }] : []),
    ...(calls.state === 'on' ? [{ source: calls.client.name, list: () => atCalls(calls.client) }] : []),
    ...(chat.state === 'on' ? [{ source: chat.client.name, list: () => inChat(chat.client) }] : []),
  ];
  const listed: ListedPerson[] = [];
  const readings: PeopleReading[] = [];
  for (const { source, list } of asked) {
    try {
      const own = await list();
      listed.push(...own);
      readings.push({ source, listed: own.length, problem: null });
    } catch (error) {
      if (!(error instanceof SophiaError) || !error.code.startsWith('vendor.') || error.entry.retryable) throw error;
      readings.push({ source, listed: 0, problem: { code: error.code, message: error.message } });
    }
  }
  return { listed, readings };
}

async function inCrm(client: Crm): Promise<ListedPerson[]> {
  return (await client.listOwners()).flatMap((owner) =>
    owner.email === null ? [] : [{ source: client.name, ...owner, emails: [owner.email.toLowerCase()] }],
  );
}

async function atCalls(client: CallSource): Promise<ListedPerson[]> {
  return (await allOf((cursor) => client.listUsers({ cursor }))).map((user) => ({
    source: client.name,
    ...user,
    emails: [user.email, ...user.otherEmails].flatMap((email) => (email === null ? [] : [email])),
  }));
}

async function inChat(client: Chat): Promise<ListedPerson[]> {
  return (await allOf((cursor) => client.listUsers({ cursor }))).flatMap((user) =>
    user.isBot ? [] : [{ source: client.name, ...user, emails: user.email === null ? [] : [user.email.toLowerCase()] }],
  );
}

async function allOf<Item>(ask: (cursor: string | null) => Promise<Page<Item>>): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<Item> = await ask(cursor);
    items.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== null);
  return items;
}

function countNames(listed: readonly ListedPerson[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { source, name } of listed) {
    const key = `${source} ${nameKey(name)}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function personOf({ everybody, one }: { everybody: readonly Person[]; one: ListedPerson }): Person | undefined {
  return everybody.find((person) =>
    person.identities.some(({ source, externalId }) => source === one.source && externalId === one.externalId),
  );
}

/**
 * Joins somebody who has stood alone since a reading without all systems. Nobody of whom a person has said whose an
 * identity is. Returns how many were joined.
 */
async function joinLater({
  ctx,
  one,
  known,
  everybody,
  namesakes,
}: {
  ctx: ConnectedContext;
  one: ListedPerson;
  known: Person;
  everybody: readonly Person[];
  namesakes: number | null;
}): Promise<0 | 1> {
  const [alone, ...others] = known.identities;
  if (alone === undefined || others.length > 0 || alone.manual || alone.evidence.rule !== 'first_seen') return 0;
  const free = everybody.filter((person) => person !== known && person.identities.every(({ manual }) => !manual));
  const { person, evidence } = joinIdentity({ listed: one, everybody: free, namesakes });
  if (person === null) return 0;
  const now = ctx.clock.now();
  const identityId = ctx.ids.create('identity');
  const { source, externalId, name, email, otherEmails } = alone;
  const identity = { source, externalId, name, email, otherEmails, evidence };
  await ctx.db.update(identities).set({ endedAt: now }).where(eq(identities.id, alone.identityId));
  await ctx.db
    .insert(identities)
    .values({ id: identityId, workspaceId: ctx.workspaceId, personId: person.personId, ...identity, createdAt: now });
  await ctx.db.update(people).set({ mergedInto: person.personId }).where(eq(people.id, known.personId));
  person.identities.push({ identityId, ...identity, manual: false });
  known.identities.length = 0;
  return 1;
}

function addressesOf({ emails }: ListedPerson): { email: string | null; otherEmails: string[] } {
  const [email = null, ...others] = new Set(emails);
  return { email, otherEmails: others };
}

async function refresh({ ctx, one }: { ctx: ConnectedContext; one: ListedPerson }): Promise<void> {
  await ctx.db
    .update(identities)
    .set({ name: one.name, ...addressesOf(one) })
    .where(
      and(
        eq(identities.workspaceId, ctx.workspaceId),
        eq(identities.source, one.source),
        eq(identities.externalId, one.externalId),
        isNull(identities.endedAt),
      ),
    );
}

async function addPerson({ ctx, name }: { ctx: ConnectedContext; name: string }): Promise<Person> {
  const personId = ctx.ids.create('person');
  await ctx.db
    .insert(people)
    .values({ id: personId, workspaceId: ctx.workspaceId, kind: 'employee', name, createdAt: ctx.clock.now() });
  return { personId, name, identities: [] };
}
