import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { parseInput, SophiaError } from '#platform/errors';
import { and, eq, like, or } from '#platform/sql';
import { FindDuplicateInput } from '../schema.ts';
import { crmDuplicates } from '../tables.ts';
import { type DuplicateListing, readPairs } from './read-pairs.ts';
import { seenPair } from './seen-pair.ts';

const enoughToTell = 2;

/** The pair that somebody names by its id, or by as much of its beginning or end as only one has. Throws `duplicate.not-found`. */
export async function findDuplicate({ ctx, input }: Verb<FindDuplicateInput>): Promise<DuplicateListing> {
  authorise({ ctx, action: 'duplicate.read', resource: { type: 'duplicate', id: input.reference } });
  const { reference } = parseInput({ schema: FindDuplicateInput, input, what: 'a pair' });
  const part = reference.replaceAll(/[\\%_]/gu, (character) => `\\${character}`);
  const rows = await ctx.db
    .select()
    .from(crmDuplicates)
    .where(
      and(
        eq(crmDuplicates.workspaceId, ctx.workspaceId),
        or(like(crmDuplicates.id, `${part}%`), like(crmDuplicates.id, `%${part}`)),
        seenPair(ctx),
      ),
    )
    .limit(enoughToTell);
  const [only] = await readPairs({ ctx, rows });
  if (only !== undefined && rows.length === 1) return only;
  throw new SophiaError(
    'duplicate.not-found',
    `Expected one pair of records whose id is, begins or ends with "${reference}", found ${rows.length === 0 ? 'none' : 'more than one'}.`,
  );
}
