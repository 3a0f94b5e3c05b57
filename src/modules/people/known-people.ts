import type { Context } from '#platform/context';
import { and, asc, eq, isNull } from '#platform/sql';
import { Identity, type Person } from './schema.ts';
import { identities, people } from './tables.ts';

/** Everybody with the identities that hold today. */
export async function knownPeople(ctx: Context): Promise<Person[]> {
  const rows = await ctx.db
    .select({ person: people, identity: identities })
    .from(people)
    .innerJoin(identities, and(eq(identities.personId, people.id), isNull(identities.endedAt)))
    .where(eq(people.workspaceId, ctx.workspaceId))
    .orderBy(asc(people.name), asc(identities.source));
  const found = new Map<string, { personId: string; name: string; identities: Identity[] }>();
  for (const { person, identity } of rows) {
    const known = found.get(person.id) ?? { personId: person.id, name: person.name, identities: [] };
    known.identities.push(
      Identity.parse({
        identityId: identity.id,
        source: identity.source,
        externalId: identity.externalId,
        name: identity.name,
        email: identity.email,
        otherEmails: identity.otherEmails,
        evidence: identity.evidence,
        manual: identity.manual,
      }),
    );
    found.set(person.id, known);
  }
  return [...found.values()];
}
