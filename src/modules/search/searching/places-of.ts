import type { SearchHit } from '#contracts';
import { listNoteTies, listRecordsById } from '#modules/crm';
import { listDocuments } from '#modules/documents';
import type { Connections } from '#platform/context';
import type { SearchContext } from '../search-context.ts';
import type { searchDocuments } from '../tables.ts';

type Row = Pick<
  typeof searchDocuments.$inferSelect,
  'subjectId' | 'recordId' | 'noteId' | 'workspaceDocumentId' | 'title'
>;

/** Where something opens that is no call, and what it is called there. */
export type Place = Pick<SearchHit, 'recordId' | 'title' | 'crmAddress' | 'audience'>;

/** The places of what was found beside calls, by its id; what a note hangs on is said of records that the actor sees. */
export async function placesOf({
  ctx,
  rows,
}: {
  ctx: PlacedContext;
  rows: readonly Row[];
}): Promise<ReadonlyMap<string, Place>> {
  return new Map([
    ...(await recordPlaces({ ctx, rows })),
    ...(await notePlaces({ ctx, rows })),
    ...(await documentPlaces({ ctx, rows })),
  ]);
}

/** Where nothing is connected, nothing opens. */
type PlacedContext = SearchContext & { readonly connections?: Connections };

interface Asking {
  readonly ctx: PlacedContext;
  readonly rows: readonly Row[];
}

type Placed = readonly [subjectId: string, Place];

async function recordPlaces({ ctx, rows }: Asking): Promise<Placed[]> {
  const own = rows.flatMap(({ recordId, title }) => (recordId === null ? [] : [{ recordId, title }]));
  const crm = crmOf(ctx);
  if (own.length === 0 || crm === null) return [];
  const records = await listRecordsById({ ctx, input: { recordIds: own.map(({ recordId }) => recordId) } });
  return own.flatMap(({ recordId, title }): Placed[] => {
    const record = records.get(recordId);
    if (record === undefined) return [];
    const { objectType, externalId } = record;
    const crmAddress = crm.recordAddress({ objectType, externalId });
    return [[recordId, { recordId, title, crmAddress, audience: null }]];
  });
}

async function notePlaces({ ctx, rows }: Asking): Promise<Placed[]> {
  const noteIds = rows.flatMap(({ noteId }) => noteId ?? []);
  if (noteIds.length === 0) return [];
  const ties = await listNoteTies({ ctx, input: { noteIds } });
  return noteIds.flatMap((noteId): Placed[] => {
    const tie = ties.find((one) => one.noteId === noteId);
    if (tie === undefined) return [];
    const crmAddress = crmOf(ctx)?.recordAddress({ objectType: 'note', externalId: tie.noteExternalId }) ?? null;
    const title = tie.name === null ? `Note on a ${tie.objectType}` : `Note on ${tie.name}`;
    return [[noteId, { recordId: tie.recordId, title, crmAddress, audience: null }]];
  });
}

async function documentPlaces({ ctx, rows }: Asking): Promise<Placed[]> {
  if (rows.every(({ workspaceDocumentId }) => workspaceDocumentId === null)) return [];
  const { documents } = await listDocuments({ ctx });
  return documents.map(({ documentId, title, audience }) => [
    documentId,
    { recordId: null, title, crmAddress: null, audience },
  ]);
}

function crmOf({ connections }: PlacedContext) {
  const crm = connections?.crm;
  return crm?.state === 'on' ? crm.client : null;
}
