import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Context, Verb } from '#platform/context';
import { findId, transact } from '#platform/db';
import { SophiaError } from '#platform/errors';
import { and, eq, isNull } from '#platform/sql';
import { knownPeople } from './known-people.ts';
import { identities, people } from './tables.ts';

export interface MoveIdentityInput {
  readonly identityId: string;
  /** Whose it is; null takes it apart, as a person of its own. */
  readonly personId: string | null;
}

/**
 * Puts an identity to the person whom somebody names, or takes it apart from whom it was joined with. The old row ends
 * and stays, and no rule moves it again. Throws `person.not-found`.
 */
export async function moveIdentity({ ctx, input }: Verb<MoveIdentityInput>): Promise<{ personId: string }> {
  authorise({ ctx, action: 'person.correct', resource: { type: 'person', id: input.personId } });
  const { identityId, owner } = await named({ ctx, input });
  return transact({ ctx }, async (inner) => {
    const everybody = await knownPeople(inner);
    const before = everybody.find((person) => person.identities.some((one) => one.identityId === identityId));
    const identity = before?.identities.find((one) => one.identityId === identityId);
    if (before === undefined || identity === undefined) {
      throw new SophiaError('person.not-found', `Expected an identity with the id ${identityId}, found none.`);
    }
    if (owner !== null && !everybody.some(({ personId }) => personId === owner)) {
      throw new SophiaError('person.not-found', `Expected a person with the id ${owner}, found none.`);
    }
    const personId = owner ?? inner.ids.create('person');
    const now = inner.clock.now();
    if (owner === null) {
      const name = identity.name ?? before.name;
      await inner.db
        .insert(people)
        .values({ id: personId, workspaceId: inner.workspaceId, kind: 'employee', name, createdAt: now });
    }
    await inner.db
      .update(identities)
      .set({ endedAt: now })
      .where(and(eq(identities.workspaceId, inner.workspaceId), eq(identities.id, identity.identityId)));
    const { source, externalId, name, email, otherEmails } = identity;
    await inner.db.insert(identities).values({
      id: inner.ids.create('identity'),
      workspaceId: inner.workspaceId,
      personId,
      source,
      externalId,
      name,
      email,
      otherEmails,
      evidence: { rule: 'said_by_a_person', detail: `before, it was ${before.name}: ${identity.evidence.detail}` },
      manual: true,
      createdAt: now,
    });
    await audit({
      ctx: inner,
      action: 'person.corrected',
      resource: { type: 'person', id: personId },
      details: { source, externalId, before: before.personId, after: personId },
    });
    return { personId };
  });
}

/** The whole ids of those who are meant by as much of them as only one has. */
async function named({
  ctx,
  input,
}: {
  ctx: Context;
  input: MoveIdentityInput;
}): Promise<{ identityId: string; owner: string | null }> {
  const code = 'person.not-found';
  const { identityId: reference, personId } = input;
  const asked = { reference, tables: [identities], what: 'identity', code } as const;
  const identityId = await findId({ ctx, ...asked, where: () => isNull(identities.endedAt) });
  if (personId === null) return { identityId, owner: null };
  const owner = await findId({ ctx, reference: personId, tables: [people], what: 'person', code });
  return { identityId, owner };
}
