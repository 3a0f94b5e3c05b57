import type { Context } from '#platform/context';
import { and, eq, inArray } from '#platform/sql';
import type { ChunkMemory } from '../engine/chunk-memory.ts';
import { findPhrase, phraseOf } from '../engine/find-phrase.ts';
import { wholeQuestion } from '../engine/fuse.ts';
import type { WordScore } from '../engine/score-words.ts';
import { searchChunks } from '../tables.ts';

/**
 * The rows, of those that words found, that say the question as it was typed. Only what holds all of its words is read:
 * few places do, and none of a question that nobody said.
 */
export async function rowsWithPhrase({
  ctx,
  memory,
  words,
  query,
}: {
  ctx: Context;
  memory: ChunkMemory;
  words: readonly WordScore[];
  query: string;
}): Promise<ReadonlySet<number>> {
  const phrase = phraseOf(query);
  const rows = new Map(
    words.filter(({ coverage }) => coverage >= wholeQuestion).map(({ row }) => [memory.chunkIds[row] ?? -1, row]),
  );
  if (phrase === null || rows.size === 0) return new Set();
  const texts = await ctx.db
    .select({ id: searchChunks.id, text: searchChunks.text })
    .from(searchChunks)
    .where(and(eq(searchChunks.workspaceId, ctx.workspaceId), inArray(searchChunks.id, [...rows.keys()])));
  return new Set(
    texts.filter(({ text }) => findPhrase({ text, phrase }) !== null).flatMap(({ id }) => rows.get(id) ?? []),
  );
}
