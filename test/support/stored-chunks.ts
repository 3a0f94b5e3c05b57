import { searchChunks, searchDocuments } from '#modules/search';
import type { Context } from '#platform/context';

const nothing = Buffer.alloc(0);

/** Stores one document with so many chunks of no words; returns their ids in order. */
export async function storeChunks({ ctx, count }: { ctx: Context; count: number }): Promise<number[]> {
  const { workspaceId } = ctx;
  const documentId = ctx.ids.create('searchDocument');
  await ctx.db.insert(searchDocuments).values({
    id: documentId,
    workspaceId,
    collection: 'call-insights',
    kind: 'call',
    subjectId: documentId,
    callId: null,
    recordId: null,
    title: 'A conversation',
    day: null,
    metadata: {},
    sourceVersion: '1',
    indexedAt: ctx.clock.now(),
  });
  const rows = Array.from({ length: count }, (_chunk, position) => ({
    workspaceId,
    documentId,
    position,
    speakers: [],
    sides: 0,
    topics: [],
    text: '',
    terms: nothing,
  }));
  const stored = await ctx.db.insert(searchChunks).values(rows).returning({ id: searchChunks.id });
  return stored.map(({ id }) => id).sort((left, right) => left - right);
}
