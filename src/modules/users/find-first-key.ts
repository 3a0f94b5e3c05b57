import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { parseInput, SophiaError } from '#platform/errors';
import { sql } from '#platform/sql';
import { KeyReference } from './schema.ts';
import { apiKeys } from './tables.ts';

/**
 * The key that one has come of by rotation, or itself: what a program is known by over all its keys. Only an id is told,
 * to whoever has shown the key, so it takes no right. Throws `key.not-found`.
 */
export async function findFirstKey({ ctx, input }: Verb<KeyReference>): Promise<string> {
  authorise({ ctx, action: 'session.open', resource: { type: 'key', id: input.key } });
  const { key } = parseInput({ schema: KeyReference, input, what: 'the id of a key' });
  const { rows } = await ctx.db.execute<{ id: string }>(sql`
    with recursive chain (id, place) as (
      select known.id, 0 from ${apiKeys} known where known.workspace_id = ${ctx.workspaceId} and known.id = ${key}
      union all select before.id, chain.place + 1 from ${apiKeys} before
        join chain on before.replaced_by = chain.id where before.workspace_id = ${ctx.workspaceId})
    select id from chain order by place desc limit 1`);
  const [first] = rows;
  if (first !== undefined) return first.id;
  throw new SophiaError('key.not-found', `Expected a key with the id ${key}, found none.`);
}
