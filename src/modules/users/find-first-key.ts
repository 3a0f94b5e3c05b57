import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { parseInput, SophiaError } from '#platform/errors';
import { and, eq } from '#platform/sql';
import { KeyReference } from './schema.ts';
import { apiKeys } from './tables.ts';

/**
 * The key that one has come of by rotation, or itself: what a program is known by over all its keys. Only an id is told,
 * to whoever has shown the key, so it takes no right. Throws `key.not-found`.
 */
export async function findFirstKey({ ctx, input }: Verb<KeyReference>): Promise<string> {
  authorise({ ctx, action: 'session.open', resource: { type: 'key', id: input.key } });
  const { key } = parseInput({ schema: KeyReference, input, what: 'the id of a key' });
  const { workspaceId, id, replacedBy } = apiKeys;
  const here = eq(workspaceId, ctx.workspaceId);
  const [known] = await ctx.db
    .select({ id })
    .from(apiKeys)
    .where(and(here, eq(id, key)));
  if (known === undefined) throw new SophiaError('key.not-found', `Expected a key with the id ${key}, found none.`);
  let first = key;
  for (;;) {
    const [before] = await ctx.db
      .select({ id })
      .from(apiKeys)
      .where(and(here, eq(replacedBy, first)));
    if (before === undefined) return first;
    first = before.id;
  }
}
