import type { z } from 'zod';
import { authorise, authoriseGiving } from '#modules/access';
import { audit } from '#platform/audit';
import type { Context, Verb } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput, SophiaError } from '#platform/errors';
import { findUser } from './find-user.ts';
import { CreateKeyInput } from './schema.ts';
import { type NewKey, type ShownKey, writeKey } from './write-key.ts';

type Asked = z.output<typeof CreateKeyInput>;

/** The longest that a key lives which is no administrator's decision. */
const usualDays = 90;

/**
 * Makes a key: a personal one does what its owner may, a service key what its role may, one with the role agent what
 * both the law for agents and its person may. It ends after 90 days unless an administrator says otherwise.
 */
export async function createKey({ ctx, input }: Verb<CreateKeyInput>): Promise<ShownKey> {
  authorise({ ctx, action: 'key.create', resource: { type: 'key', id: null } });
  const asked = parseInput({ schema: CreateKeyInput, input, what: 'a key' });
  if (asked.kind === 'service') {
    authorise({ ctx, action: 'service_key.manage', resource: { type: 'key', id: null } });
  }
  const giving = { ctx, action: 'key.create', resource: { type: 'key', id: null } } as const;
  authoriseGiving({ ...giving, permissions: asked.scopes });
  if (asked.days === null || asked.days > usualDays) {
    authorise({ ctx, action: 'user.manage', resource: { type: 'key', id: null } });
  }
  return transact({ ctx }, async (inner) => {
    const wanted = await ownerOf(inner, asked);
    const shown = await writeKey(inner, wanted);
    const { name, kind, userId, role, scopes } = wanted;
    await audit({
      ctx: inner,
      action: 'key.created',
      resource: { type: 'key', id: shown.keyId },
      details: { name, kind, userId, role, scopes, expiresAt: shown.expiresAt },
    });
    return shown;
  });
}

async function ownerOf(ctx: Context, asked: Asked): Promise<NewKey> {
  const { kind, name, scopes, days } = asked;
  if (kind === 'personal') {
    if (asked.role !== null) throw wrong('no role for a personal key: it has the one of its owner');
    return { kind, name, scopes, days, role: null, userId: await personOf(ctx, asked.user) };
  }
  if (asked.role === null) throw wrong('a role for a service key');
  if (asked.role !== 'agent') {
    if (asked.user !== null) throw wrong('nobody to act for: only a key with the role agent acts for a person');
    return { kind, name, scopes, days, role: asked.role, userId: null };
  }
  if (asked.user === null) throw wrong('whom the agent acts for');
  return { kind, name, scopes, days, role: 'agent', userId: (await findUser(ctx, asked.user)).id };
}

/** One's own, or somebody else's for those who manage users. */
async function personOf(ctx: Context, reference: string | null): Promise<string> {
  const { actor } = ctx;
  if (reference === null) {
    if (actor.type === 'user') return actor.userId;
    throw new SophiaError(
      'input.invalid',
      'Expected whose personal key it is (`user`, at the command line --user ADDRESS), or a role for a key of a program (`kind` service, --role ROLE), found neither.',
    );
  }
  const { id } = await findUser(ctx, reference);
  if (actor.type !== 'user' || actor.userId !== id) {
    authorise({ ctx, action: 'user.manage', resource: { type: 'user', id } });
  }
  return id;
}

function wrong(expected: string): SophiaError {
  return new SophiaError('input.invalid', `Expected ${expected}, found otherwise.`);
}
