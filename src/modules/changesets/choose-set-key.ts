import { createHash } from 'node:crypto';
import type { CrmReference } from '#contracts';
import { authorise } from '#modules/access';
import type { Context, Verb } from '#platform/context';
import { and, eq } from '#platform/sql';
import { misplacedReason } from './expire-misplaced.ts';
import { currentReference } from './mirror/current-reference.ts';
import { changeMoveRecords, changeSets, changes } from './tables.ts';

interface Input {
  readonly callId: string;
  /** What is the same however often the call is matched again. */
  readonly base: string;
  /** The deal or lead of the call, and its contacts. */
  readonly about: readonly CrmReference[];
}

/**
 * The key of what a call proposes: another for other records, and another where something ended because of what the call
 * was taken to be about, or it would never be proposed again. A set that an earlier release named goes by its old key.
 */
export async function chooseSetKey({ ctx, input }: Verb<Input>): Promise<string> {
  authorise({ ctx, action: 'change_set.propose', resource: { type: 'change_set', id: null } });
  const { base } = input;
  const ended = await countEnded({ ctx, input });
  if (ended === 0 && (await isKnown({ ctx, key: base }))) return base;
  const key = `${base}:${await hashOf({ ctx, about: input.about })}`;
  return ended === 0 ? key : `${key}:e${ended}`;
}

/** In how many sets something ended; taking something off is a set of its own, and not proposed by this key. */
async function countEnded({ ctx, input: { callId, base } }: { ctx: Context; input: Input }): Promise<number> {
  const rows = await ctx.db
    .selectDistinct({ key: changeSets.key })
    .from(changeMoveRecords)
    .innerJoin(changes, eq(changes.id, changeMoveRecords.changeId))
    .innerJoin(changeSets, eq(changeSets.id, changes.changeSetId))
    .where(
      and(
        eq(changeSets.workspaceId, ctx.workspaceId),
        eq(changeSets.callId, callId),
        eq(changeMoveRecords.toState, 'expired'),
        eq(changeMoveRecords.reason, misplacedReason),
      ),
    );
  return rows.filter(({ key }) => key === base || key.startsWith(`${base}:`)).length;
}

async function isKnown({ ctx, key }: { ctx: Context; key: string }): Promise<boolean> {
  const known = await ctx.db
    .select({ id: changeSets.id })
    .from(changeSets)
    .where(and(eq(changeSets.workspaceId, ctx.workspaceId), eq(changeSets.key, key)));
  return known.length > 0;
}

async function hashOf({ ctx, about }: { ctx: Context; about: readonly CrmReference[] }): Promise<string> {
  const places: string[] = [];
  for (const reference of about) {
    const { objectType, externalId } = await currentReference(ctx, reference);
    places.push(`${objectType}:${externalId}`);
  }
  return createHash('sha256')
    .update([...new Set(places)].sort().join('\n'))
    .digest('hex')
    .slice(0, 12);
}
