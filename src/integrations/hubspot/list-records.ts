import { z } from 'zod';
import type { CrmDetailType, CrmRecord, CrmRecordType, Page } from '#contracts';
import { SophiaError } from '#platform/errors';
import type { HubspotClient } from './client.ts';
import { hubspotSizes } from './limits.ts';
import { toRecord } from './map.ts';
import { type HubspotPaths, objectNames } from './paths.ts';
import { ObjectPage } from './schema.ts';

export interface ListRequest {
  readonly objectType: CrmRecordType | CrmDetailType | 'note';
  readonly since: Date | null;
  readonly archived: boolean;
  readonly properties: readonly string[];
  readonly cursor: string | null;
}

interface Listing {
  readonly client: HubspotClient;
  readonly paths: HubspotPaths;
  readonly request: ListRequest;
}

const modifiedProperty: Readonly<Record<ListRequest['objectType'], string>> = {
  contact: 'lastmodifieddate',
  company: 'hs_lastmodifieddate',
  deal: 'hs_lastmodifieddate',
  lead: 'hs_lastmodifieddate',
  line_item: 'hs_lastmodifieddate',
  email: 'hs_lastmodifieddate',
  note: 'hs_lastmodifieddate',
};

/** A search takes 3,000 characters at most; what is longer asks for the properties by a read. */
const longestSearchProperties = 2000;

/**
 * A page of records. What has changed is searched for by its time and, within that, walked through by id: each page
 * asks for ids above the last one and never for a place in the results. So neither HubSpot's limit of 10,000 results
 * nor many records of one instant matter, and a record that changes while it is read is not passed over.
 */
export async function listRecords(listing: Listing): Promise<Page<CrmRecord>> {
  const { since, archived } = listing.request;
  return since !== null && !archived ? searchPage({ ...listing, since }) : listPage(listing);
}

async function searchPage({ client, paths, request, since }: Listing & { since: Date }): Promise<Page<CrmRecord>> {
  const { objectType, properties, cursor } = request;
  const afterId = cursor === null ? null : readCursor({ cursor, prefix: 'id' });
  const filters = [
    { propertyName: modifiedProperty[objectType], operator: 'GTE', value: String(since.getTime()) },
    ...(afterId === null ? [] : [{ propertyName: 'hs_object_id', operator: 'GT', value: afterId }]),
  ];
  const page = await client.request({
    method: 'POST',
    path: `${paths.objects(objectType)}/search`,
    body: {
      filterGroups: [{ filters }],
      sorts: [{ propertyName: 'hs_object_id', direction: 'ASCENDING' }],
      properties: searchable(properties),
      limit: hubspotSizes.searchPage,
    },
    kind: 'search',
    schema: ObjectPage,
    doing: `search ${objectNames[objectType]} that have changed`,
  });
  const items = page.results.map((object) => toRecord({ objectType, object }));
  const last = items.at(-1);
  const isLast = last === undefined || items.length < hubspotSizes.searchPage;
  if (!isLast && afterId !== null && BigInt(last.externalId) <= BigInt(afterId)) throw outOfOrder(objectType);
  return { items, cursor: isLast ? null : `id:${last.externalId}`, total: page.total ?? null };
}

/** Lists by HubSpot's own cursor, which has no limit; what is archived has no other list. */
async function listPage({ client, paths, request }: Listing): Promise<Page<CrmRecord>> {
  const { objectType, since, archived, properties, cursor } = request;
  const page = await client.request({
    method: 'GET',
    path: paths.objects(objectType),
    query: {
      limit: String(hubspotSizes.listPage),
      archived: String(archived),
      properties: properties.join(','),
      ...(cursor === null ? {} : { after: readCursor({ cursor, prefix: 'after' }) }),
    },
    kind: 'read',
    schema: ObjectPage,
    doing: `list ${archived ? 'archived ' : ''}${objectNames[objectType]}`,
  });
  const items = page.results
    .map((object) => toRecord({ objectType, object }))
    .filter(({ archivedAt }) => since === null || archivedAt === null || Date.parse(archivedAt) >= since.getTime());
  const after = page.paging?.next?.after ?? null;
  return { items, cursor: after === null ? null : `after:${after}`, total: null };
}

function searchable(properties: readonly string[]): readonly string[] {
  return properties.join('","').length <= longestSearchProperties ? properties : [];
}

const Cursor = z.string().regex(/^(id:\d+|after:.+)$/u);

function readCursor({ cursor, prefix }: { cursor: string; prefix: 'id' | 'after' }): string {
  const parsed = Cursor.safeParse(cursor);
  if (parsed.success && parsed.data.startsWith(`${prefix}:`)) return parsed.data.slice(prefix.length + 1);
  throw new SophiaError(
    'vendor.cursor-expired',
    'Expected a place in a listing of HubSpot, found another one: the listing begins again.',
  );
}

function outOfOrder(objectType: ListRequest['objectType']): SophiaError {
  return new SophiaError(
    'vendor.malformed',
    `Expected HubSpot to return ${objectNames[objectType]} in the order of their ids, found an earlier one: nothing is passed over silently.`,
  );
}
