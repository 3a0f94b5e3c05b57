import { z } from 'zod';
import type { Context } from '#platform/context';
import { and, asc, eq, gt, inArray, type SQL, sql } from '#platform/sql';
import { changesNeededForSeconds } from '../sweep-changes.ts';
import { searchChanges, searchChunks, searchDocuments, searchVectors } from '../tables.ts';
import type { ChunkMemory } from './chunk-memory.ts';
import { countTerms, packTerms, stemsOf } from './terms.ts';

const chunksPerRead = 500;
const documentsPerRead = 100;
const msPerDay = 86_400_000;

const Changes = z.object({ snapshot: z.string(), atSeconds: z.number(), documentIds: z.array(z.string()) });

/**
 * Brings memory in step with what is committed: reads what was indexed or embedded since, and drops what is no longer
 * there, whoever took it out. Those who ask at the same time share it.
 */
export async function refreshMemory({ ctx, memory }: { ctx: Context; memory: ChunkMemory }): Promise<void> {
  await memory.refreshes.run(() => refresh({ ctx, memory }));
}

/** What took the place of a document that is found gone was noted with it: then what was noted is read once more. */
async function refresh({ ctx, memory }: { ctx: Context; memory: ChunkMemory }): Promise<void> {
  let isAllRead = false;
  while (!isAllRead) {
    const { readTo } = memory;
    const { snapshot, atSeconds, documentIds } = await readChanges({ ctx, since: readTo?.snapshot ?? null });
    if (readTo === null || atSeconds - readTo.atSeconds > changesNeededForSeconds) {
      await readEverything({ ctx, memory });
      isAllRead = true;
    } else {
      isAllRead = (await readDocuments({ ctx, memory, documentIds })).gone === 0;
    }
    memory.readTo = { snapshot, atSeconds };
  }
}

/** What transactions have changed that a snapshot does not have in it: exact in whatever order they end. */
async function readChanges({ ctx, since }: { ctx: Context; since: string | null }): Promise<z.infer<typeof Changes>> {
  const changed = sql`select jsonb_agg(distinct document_id) from ${searchChanges} where workspace_id = ${ctx.workspaceId}
    and transaction_id >= pg_snapshot_xmin(${since}::pg_snapshot)
    and not pg_visible_in_snapshot(transaction_id, ${since}::pg_snapshot)`;
  const { rows } = await ctx.db.execute(sql`select pg_current_snapshot()::text as snapshot,
    extract(epoch from now())::float8 as "atSeconds",
    coalesce(${since === null ? sql`null` : sql`(${changed})`}, '[]'::jsonb) as "documentIds"`);
  return Changes.parse(rows[0]);
}

async function readEverything({ ctx, memory }: { ctx: Context; memory: ChunkMemory }): Promise<void> {
  memory.drop([...memory.ids()]);
  let after = 0;
  for (;;) {
    const ids = await readChunks({ ctx, memory, where: gt(searchChunks.id, after), limit: chunksPerRead });
    after = ids.at(-1) ?? after;
    if (ids.length < chunksPerRead) return;
  }
}

/** Returns how many chunks turned out to be gone. */
async function readDocuments({
  ctx,
  memory,
  documentIds,
}: {
  ctx: Context;
  memory: ChunkMemory;
  documentIds: readonly string[];
}): Promise<{ gone: number }> {
  if (documentIds.length === 0) return { gone: 0 };
  const there = new Set<number>();
  for (let from = 0; from < documentIds.length; from += documentsPerRead) {
    const part = documentIds.slice(from, from + documentsPerRead);
    const ids = await readChunks({ ctx, memory, where: inArray(searchChunks.documentId, part) });
    for (const id of ids) there.add(id);
  }
  const gone = memory.idsOf(new Set(documentIds)).filter((id) => !there.has(id));
  memory.drop(gone);
  return { gone: gone.length };
}

/** Returns the ids of all that were found, in order. */
async function readChunks({
  ctx,
  memory,
  where,
  limit,
}: {
  ctx: Context;
  memory: ChunkMemory;
  where: SQL;
  limit?: number;
}): Promise<number[]> {
  const found = ctx.db
    .select({
      chunkId: searchChunks.id,
      documentId: searchChunks.documentId,
      callId: searchDocuments.callId,
      kind: searchDocuments.kind,
      title: searchDocuments.title,
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
    .where(and(eq(searchChunks.workspaceId, ctx.workspaceId), where))
    .orderBy(asc(searchChunks.id));
  const rows = await (limit === undefined ? found : found.limit(limit));
  const titles = new Map<string, Uint32Array>();
  for (const { terms, vector, day, kind, title, ...row } of rows) {
    const floats = vector === null ? null : new Float32Array(aligned(vector));
    const known = floats?.length === memory.dimensions ? floats : null;
    if (!memory.has(row.chunkId)) {
      // Of all that is of a call, only its own rows are found by its title.
      const titleTerms = titles.get(row.documentId) ?? packTerms(countTerms(kind === 'call' ? stemsOf(title) : []));
      titles.set(row.documentId, titleTerms);
      memory.add({
        ...row,
        titleTerms,
        day: dayNumber(day),
        terms: new Uint32Array(aligned(terms)),
        vector: known,
      });
    } else if (known !== null) {
      memory.setVector(row.chunkId, known);
    }
  }
  return rows.map(({ chunkId }) => chunkId);
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
