import type { Context } from '#platform/context';
import { and, asc, count, eq, gt, inArray, lte, max, type SQL, sql } from '#platform/sql';
import { searchChunks, searchDocuments, searchVectors } from '../tables.ts';
import type { ChunkMemory } from './chunk-memory.ts';

const chunksPerRead = 500;
const idsPerRead = 20_000;
/** Numbers are given in order and committed in another: those just below the highest are looked at again. */
const lookBack = 500;
const msPerDay = 86_400_000;

/**
 * Reads into memory what was indexed since, and the vectors of its model that were made since. What was removed is found
 * when it is hit, or by `reconcile`, which looks at every id.
 */
export async function refreshMemory({
  ctx,
  memory,
  reconcile = false,
}: {
  ctx: Context;
  memory: ChunkMemory;
  reconcile?: boolean;
}): Promise<void> {
  const there = new Set<number>();
  const isFirst = memory.highestId === 0;
  const news = memory.model === null ? null : await findNews({ ctx, memory, model: memory.model });
  let after = reconcile ? 0 : memory.highestId - lookBack;
  for (;;) {
    const ids = await idsAfter({ ctx, after });
    const unknown = ids.filter((id) => !memory.has(id));
    for (let from = 0; from < unknown.length; from += chunksPerRead) {
      await readChunks({ ctx, memory, ids: unknown.slice(from, from + chunksPerRead) });
    }
    if (reconcile) for (const id of ids) there.add(id);
    after = ids.at(-1) ?? after;
    if (ids.length < idsPerRead) break;
  }
  if (reconcile) memory.drop([...memory.ids()].filter((id) => !there.has(id)));
  if (news === null) return;
  if (isFirst) memory.vectorsRead = { highestId: news.highestId, count: -1 };
  else if (news.highestId !== memory.vectorsRead.highestId || news.count !== memory.vectorsRead.count) {
    await readVectors({ ctx, memory, ofModel: news.ofModel });
  }
}

async function idsAfter({ ctx, after }: { ctx: Context; after: number }): Promise<number[]> {
  const rows = await ctx.db
    .select({ id: searchChunks.id })
    .from(searchChunks)
    .where(and(eq(searchChunks.workspaceId, ctx.workspaceId), gt(searchChunks.id, after)))
    .orderBy(asc(searchChunks.id))
    .limit(idsPerRead);
  return rows.map(({ id }) => id);
}

async function readChunks({
  ctx,
  memory,
  ids,
}: {
  ctx: Context;
  memory: ChunkMemory;
  ids: readonly number[];
}): Promise<void> {
  const rows = await ctx.db
    .select({
      chunkId: searchChunks.id,
      documentId: searchChunks.documentId,
      callId: searchDocuments.callId,
      day: searchDocuments.day,
      sides: searchChunks.sides,
      terms: searchChunks.terms,
      vector: searchVectors.vector,
    })
    .from(searchChunks)
    .innerJoin(searchDocuments, eq(searchDocuments.id, searchChunks.documentId))
    .leftJoin(
      searchVectors,
      and(eq(searchVectors.chunkId, searchChunks.id), eq(searchVectors.model, memory.model ?? '')),
    )
    .where(and(eq(searchChunks.workspaceId, ctx.workspaceId), inArray(searchChunks.id, [...ids])))
    .orderBy(asc(searchChunks.id));
  for (const { terms, vector, day, ...row } of rows) {
    const floats = vector === null ? null : new Float32Array(aligned(vector));
    memory.add({
      ...row,
      day: dayNumber(day),
      terms: new Uint32Array(aligned(terms)),
      vector: floats?.length === memory.dimensions ? floats : null,
    });
  }
}

interface News {
  readonly ofModel: SQL | undefined;
  readonly highestId: number;
  readonly count: number;
}

/** Where as many vectors stand from just below the highest number on as the time before, none is new. */
async function findNews({ ctx, memory, model }: { ctx: Context; memory: ChunkMemory; model: string }): Promise<News> {
  const ofModel = and(eq(searchVectors.workspaceId, ctx.workspaceId), eq(searchVectors.model, model));
  const after = Math.max(0, memory.vectorsRead.highestId - lookBack);
  const isFirst = memory.highestId === 0;
  const [row] = await ctx.db
    .select({ count: isFirst ? sql<number>`0`.mapWith(Number) : count(), highestId: max(searchVectors.id) })
    .from(searchVectors)
    .where(and(ofModel, gt(searchVectors.id, after)));
  return { ofModel, highestId: row?.highestId ?? 0, count: row?.count ?? 0 };
}

/** Those of chunks that are not known yet come with their chunk the next time. */
async function readVectors({
  ctx,
  memory,
  ofModel,
}: {
  ctx: Context;
  memory: ChunkMemory;
  ofModel: SQL | undefined;
}): Promise<void> {
  let after = Math.max(0, memory.vectorsRead.highestId - lookBack);
  for (;;) {
    const rows = await ctx.db
      .select({ id: searchVectors.id, chunkId: searchVectors.chunkId, vector: searchVectors.vector })
      .from(searchVectors)
      .where(and(ofModel, gt(searchVectors.id, after)))
      .orderBy(asc(searchVectors.id))
      .limit(chunksPerRead);
    for (const { chunkId, vector } of rows) {
      const floats = new Float32Array(aligned(vector));
      if (floats.length === memory.dimensions) memory.setVector(chunkId, floats);
    }
    after = rows.at(-1)?.id ?? after;
    if (rows.length < chunksPerRead) break;
  }
  const [seen] = await ctx.db
    .select({ count: count() })
    .from(searchVectors)
    .where(and(ofModel, gt(searchVectors.id, Math.max(0, after - lookBack)), lte(searchVectors.id, after)));
  memory.vectorsRead = { highestId: after, count: seen?.count ?? 0 };
}

/** A day as a number that can be compared; null where there is none. */
export function dayNumber(day: string | null): number | null {
  return day === null ? null : Math.floor(Date.parse(day) / msPerDay);
}

function aligned(bytes: Buffer): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.byteLength);
  new Uint8Array(copy).set(bytes);
  return copy;
}
