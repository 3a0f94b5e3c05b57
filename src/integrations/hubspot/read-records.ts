import type { CrmAssociation, CrmReadType, CrmRecordWithHistory } from '#contracts';
import { SophiaError } from '#platform/errors';
import type { HubspotClient } from './client.ts';
import { hubspotSizes } from './limits.ts';
import { toHistory, toRecord } from './map.ts';
import { type HubspotObjectType, type HubspotPaths, objectNames } from './paths.ts';
import { AssociationBatch, type BatchError, type HubspotObject, ObjectBatch } from './schema.ts';

export interface Reading {
  readonly client: HubspotClient;
  readonly paths: HubspotPaths;
}

export interface ReadRequest<Type extends HubspotObjectType = CrmReadType> {
  readonly objectType: Type;
  readonly externalIds: readonly string[];
  readonly properties: readonly string[];
  readonly historyOf: readonly string[];
}

/** Reads by id, a batch at a time, past every index. One that is gone is left out. */
export async function readRecords({
  request,
  appId,
  ...reading
}: Reading & { request: ReadRequest; appId: string | null }): Promise<CrmRecordWithHistory[]> {
  const objects = await readObjects({ ...reading, request });
  return objects.map((object) => ({
    ...toRecord({ objectType: request.objectType, object }),
    history: toHistory({ versions: object.propertiesWithHistory ?? {}, appId }),
  }));
}

/** The same for whatever HubSpot has, as it comes. */
export async function readObjects({
  client,
  paths,
  request,
}: Reading & { request: ReadRequest<HubspotObjectType> }): Promise<HubspotObject[]> {
  const { objectType, externalIds, properties, historyOf } = request;
  const size = historyOf.length === 0 ? hubspotSizes.batchRead : hubspotSizes.batchReadWithHistory;
  const objects: HubspotObject[] = [];
  for (const ids of inBatches({ ids: externalIds, size })) {
    const doing = `read ${ids.length} ${objectNames[objectType]}`;
    const batch = await client.request({
      method: 'POST',
      path: `${paths.objects(objectType)}/batch/read`,
      body: {
        inputs: ids.map((id) => ({ id })),
        properties,
        ...(historyOf.length === 0 ? {} : { propertiesWithHistory: historyOf }),
      },
      kind: 'read',
      schema: ObjectBatch,
      doing,
    });
    assertOnlyMissing({ errors: batch.errors ?? [], doing });
    objects.push(...batch.results);
  }
  return objects;
}

export interface AssociationRequest<Type extends HubspotObjectType = CrmReadType> {
  readonly fromType: Type;
  readonly externalIds: readonly string[];
  readonly toType: Type;
}

/** Two objects that belong together. */
interface Tie {
  readonly fromId: string;
  readonly toId: string;
  readonly labels: readonly string[];
}

export async function readAssociations({
  request,
  ...reading
}: Reading & { request: AssociationRequest }): Promise<CrmAssociation[]> {
  const ties = await readTies({ ...reading, request });
  return ties.map(({ fromId, toId, labels }) => ({
    from: { objectType: request.fromType, externalId: fromId },
    to: { objectType: request.toType, externalId: toId },
    labels: [...labels],
  }));
}

/** Reads every tie of the objects: where one has more than a page, its further pages too. */
export async function readTies({
  client,
  paths,
  request,
}: Reading & { request: AssociationRequest<HubspotObjectType> }): Promise<Tie[]> {
  const { fromType, toType, externalIds } = request;
  const doing = `read the ${objectNames[toType]} of ${externalIds.length} ${objectNames[fromType]}`;
  const found: Tie[] = [];
  let waiting: { readonly id: string; readonly after?: string }[] = [...new Set(externalIds)].map((id) => ({ id }));
  while (waiting.length > 0) {
    const inputs = waiting.slice(0, hubspotSizes.associationRead);
    const batch = await client.request({
      method: 'POST',
      path: paths.associationRead({ from: fromType, to: toType }),
      body: { inputs },
      kind: 'read',
      schema: AssociationBatch,
      doing,
    });
    assertOnlyMissing({ errors: batch.errors ?? [], doing });
    const further: typeof waiting = [];
    for (const { from, to, paging } of batch.results) {
      const after = paging?.next?.after;
      if (after !== undefined) further.push({ id: from.id, after });
      for (const { toObjectId, associationTypes } of to) {
        const labels = (associationTypes ?? []).flatMap(({ label }) => label ?? []);
        found.push({ fromId: from.id, toId: toObjectId, labels });
      }
    }
    waiting = [...waiting.slice(hubspotSizes.associationRead), ...further];
  }
  return found;
}

/** Of a batch, that something is not there is an answer; anything else would be read as if it were not. */
function assertOnlyMissing({ errors, doing }: { errors: readonly BatchError[]; doing: string }): void {
  const other = errors.find(
    ({ category, subCategory }) =>
      category !== 'OBJECT_NOT_FOUND' && !(subCategory ?? '').endsWith('NO_ASSOCIATIONS_FOUND'),
  );
  if (other === undefined) return;
  throw new SophiaError(
    'vendor.refused',
    `Expected HubSpot to ${doing}, found a part refused (${other.subCategory ?? other.category ?? 'without a reason'}).`,
    { details: { category: other.category ?? null, subCategory: other.subCategory ?? null } },
  );
}

function inBatches({ ids, size }: { ids: readonly string[]; size: number }): string[][] {
  const distinct = [...new Set(ids)];
  return Array.from({ length: Math.ceil(distinct.length / size) }, (_, place) =>
    distinct.slice(place * size, (place + 1) * size),
  );
}
