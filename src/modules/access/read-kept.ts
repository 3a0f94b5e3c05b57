import { createHash } from 'node:crypto';
import { type CachedKind, type CacheTag, readCached } from '#platform/cache';
import type { Context } from '#platform/context';
import { grantOf, withheldFrom } from './grant-of.ts';
import { isAsked } from './kept-words.ts';
import { isBounded } from './sight.ts';

/** What decides which calls and deals somebody sees who sees only a part. */
const sightTags: readonly CacheTag[] = ['calls', 'matches', 'people', 'records'];

/**
 * The value of a key as it stands at this moment, read at most once for everybody who may see the same: rights are part
 * of the key, and whoever sees a part reads anew when what is theirs may have changed. Call it behind `authorise`.
 */
export async function readKept<Value>({
  ctx,
  kind,
  key,
  load,
}: {
  ctx: Context;
  kind: CachedKind;
  key: string;
  load: () => Promise<Value>;
}): Promise<Value> {
  const values = await readEachKept({
    ctx,
    kind,
    keys: [key],
    load: async () => new Map([[key, { value: await load() }]]),
  });
  const kept = values.get(key);
  return kept === undefined ? load() : kept.value;
}

/** The same for many keys at once; what `load` leaves out is not there. */
export async function readEachKept<Value>({
  ctx,
  kind,
  keys,
  load,
}: {
  ctx: Context;
  kind: CachedKind;
  keys: readonly string[];
  load: (keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>;
}): Promise<ReadonlyMap<string, Value>> {
  return readCached({ ctx, kind, keys, rights: rightsOf(ctx), tags: isBounded(ctx) ? sightTags : [], load });
}

/** What the actor may see, as a text: the same for those who see the same, another for everybody else. */
function rightsOf({ actor }: Context): string {
  const grant = grantOf(actor);
  if (grant === null) return isAsked(actor) ? 'everything' : 'unattended';
  const { seesOnly, territories = [] } = grant;
  const sight = [withheldFrom(actor).toSorted(), seesOnly?.toSorted() ?? null, territories];
  return createHash('sha256').update(JSON.stringify(sight)).digest('hex');
}
