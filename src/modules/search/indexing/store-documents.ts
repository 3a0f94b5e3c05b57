import type { Context } from '#platform/context';
import { and, eq, inArray, or, type SQL, sql } from '#platform/sql';
import { type Chunk, sidesToBits } from '../chunks/chunk.ts';
import type { Document } from '../chunks/document.ts';
import type { Embedder } from '../engine/embedder.ts';
import { countTerms, packTerms, stemsOf } from '../engine/terms.ts';
import { type SubjectKind, searchChunks, searchDocuments, searchVectors } from '../tables.ts';

/** A document with what was computed of it. */
export interface ReadyDocument {
  readonly document: Document;
  readonly chunks: readonly ReadyChunk[];
}

interface ReadyChunk {
  readonly chunk: Chunk;
  readonly terms: Uint32Array;
  /** Null where a provider is to be asked for it later. */
  readonly vector: Float32Array | null;
}

/** What was noted: a call, which its promises and decisions go with, a record, a note or a document. */
export interface Subject {
  readonly kind: SubjectKind;
  readonly subjectId: string;
}

const rowsPerInsert = 100;

/** Embeds all chunks at once where that is done in this process; what a provider embeds is stored without a vector. */
export async function prepareDocuments({
  documents,
  embedder,
}: {
  documents: readonly Document[];
  embedder: Embedder;
}): Promise<ReadyDocument[]> {
  const texts = documents.flatMap(({ chunks }) => chunks.map(({ text }) => text));
  const vectors = embedder.isLocal ? await embedder.embed(texts) : null;
  let place = 0;
  return documents.map((document) => ({
    document,
    chunks: document.chunks.map((chunk) => {
      const vector = vectors === null ? null : (vectors[place] ?? new Float32Array(embedder.dimensions));
      place += 1;
      const stems = [chunk.text, ...chunk.alsoFoundBy].flatMap(stemsOf);
      return { chunk, terms: packTerms(countTerms(stems)), vector };
    }),
  }));
}

/** Puts documents in the place of what was indexed of these subjects; of one without a document nothing stays. */
export async function replaceDocuments({
  ctx,
  subjects,
  ready,
  model,
}: {
  ctx: Context;
  subjects: readonly Subject[];
  ready: readonly ReadyDocument[];
  model: string;
}): Promise<{ chunks: number }> {
  await ctx.db
    .delete(searchDocuments)
    .where(and(eq(searchDocuments.workspaceId, ctx.workspaceId), or(...subjectConditions(subjects))));
  if (ready.length === 0) return { chunks: 0 };
  const documents = ready.map(({ document, chunks }) => {
    const { chunks: _chunks, ...row } = document;
    const id = ctx.ids.create('searchDocument');
    return { row: { ...row, id, workspaceId: ctx.workspaceId, indexedAt: ctx.clock.now() }, chunks };
  });
  for (const part of inParts(documents)) {
    await ctx.db.insert(searchDocuments).values(part.map(({ row }) => row));
  }
  const chunks = documents.flatMap(({ row, chunks: own }) =>
    own.map((ready, position) => ({ documentId: row.id, position, ...ready })),
  );
  for (const part of inParts(chunks)) await insertChunks({ ctx, part, model });
  return { chunks: chunks.length };
}

async function insertChunks({
  ctx,
  part,
  model,
}: {
  ctx: Context;
  part: readonly (ReadyChunk & { readonly documentId: string; readonly position: number })[];
  model: string;
}): Promise<void> {
  const { workspaceId } = ctx;
  const stored = await ctx.db
    .insert(searchChunks)
    .values(
      part.map(({ documentId, position, chunk, terms }) => ({
        workspaceId,
        documentId,
        position,
        fromTurn: chunk.fromTurn,
        toTurn: chunk.toTurn,
        speakers: chunk.speakers,
        sides: sidesToBits(chunk.sides),
        topics: chunk.topics,
        text: chunk.text,
        fields: chunk.fields,
        terms: toBytes(terms),
      })),
    )
    .returning({ id: searchChunks.id, documentId: searchChunks.documentId, position: searchChunks.position });
  const idOf = new Map(stored.map(({ id, documentId, position }) => [`${documentId}:${position}`, id]));
  const vectors = part.flatMap(({ documentId, position, vector }) => {
    const chunkId = idOf.get(`${documentId}:${position}`);
    return vector === null || chunkId === undefined ? [] : [{ workspaceId, chunkId, model, vector: toBytes(vector) }];
  });
  if (vectors.length > 0) await ctx.db.insert(searchVectors).values(vectors);
}

/** By what the documents of a subject name it. */
const columns = {
  call: searchDocuments.callId,
  record: searchDocuments.recordId,
  note: searchDocuments.noteId,
  document: searchDocuments.workspaceDocumentId,
} as const satisfies Readonly<Record<SubjectKind, unknown>>;

function subjectConditions(subjects: readonly Subject[]): SQL[] {
  if (subjects.length === 0) return [sql`false`];
  return [...Map.groupBy(subjects, ({ kind }) => kind)].map(([kind, own]) =>
    inArray(
      columns[kind],
      own.map(({ subjectId }) => subjectId),
    ),
  );
}

function inParts<Row>(rows: readonly Row[]): Row[][] {
  return Array.from({ length: Math.ceil(rows.length / rowsPerInsert) }, (_part, place) =>
    rows.slice(place * rowsPerInsert, (place + 1) * rowsPerInsert),
  );
}

/** Little-endian, as all machines that Node runs on keep them. */
export function toBytes(numbers: Uint32Array | Float32Array): Buffer {
  return Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}
