import {
  type CrmActivityType,
  type CrmObjectType,
  type CrmPropertyDefinition,
  type CrmRecord,
  CrmRecordType,
  type CrmReference,
} from '#contracts';
import { SophiaError } from '#platform/errors';
import { carriesMarker, withActivityMarker } from './activity-marker.ts';
import { hubspotSizes } from './limits.ts';
import { listPropertyDefinitions } from './list-property-definitions.ts';
import { toRecord } from './map.ts';
import type { Reading } from './read-records.ts';
import { Anything, HubspotObject, ObjectBatch } from './schema.ts';

type Properties = Readonly<Record<string, string>>;

/** Sets properties of one record; an empty text clears. Throws `vendor.invalid-value` with the options that there are. */
export async function updateRecord({
  client,
  paths,
  reference,
  properties,
}: Reading & { reference: CrmReference; properties: Properties }): Promise<CrmRecord> {
  const { objectType, externalId } = reference;
  try {
    const object = await client.request({
      method: 'PATCH',
      path: `${paths.objects(objectType)}/${encodeURIComponent(externalId)}`,
      body: { properties },
      kind: 'write',
      schema: HubspotObject,
      doing: `update ${objectType} ${externalId}`,
    });
    return toRecord({ objectType, object });
  } catch (error) {
    throw await withOptions({ client, paths, objectType, error });
  }
}

/** The type of the tie from an activity to a record, from HubSpot's list of association types. */
const activityTies: Readonly<Record<CrmActivityType, Readonly<Record<CrmRecordType, number>>>> = {
  note: { contact: 202, company: 190, deal: 214, lead: 855 },
  task: { contact: 204, company: 192, deal: 216, lead: 647 },
  call: { contact: 194, company: 182, deal: 206, lead: 597 },
};

/** Creates an activity with its ties in one request, so that it can be found through any of them. */
export async function createActivity({
  client,
  paths,
  activity,
}: Reading & {
  activity: {
    readonly objectType: CrmActivityType;
    readonly properties: Properties;
    readonly associatedWith: readonly CrmReference[];
    readonly marker?: string | null;
  };
}): Promise<CrmRecord> {
  const { objectType, properties, associatedWith, marker = null } = activity;
  const object = await client.request({
    method: 'POST',
    path: paths.objects(objectType),
    body: inputOf({ objectType, properties, associatedWith, marker }),
    kind: 'write',
    schema: HubspotObject,
    doing: `create a ${objectType}`,
  });
  return toRecord({ objectType, object });
}

/** Creates several of one kind in one request, at most a batch; which is which is told by their markers. */
export async function createActivities({
  client,
  paths,
  objectType,
  activities,
}: Reading & {
  objectType: CrmActivityType;
  activities: readonly {
    readonly properties: Properties;
    readonly associatedWith: readonly CrmReference[];
    readonly marker: string;
  }[];
}): Promise<ReadonlyMap<string, CrmRecord>> {
  const made = new Map<string, CrmRecord>();
  for (let start = 0; start < activities.length; start += hubspotSizes.batchCreate) {
    const part = activities.slice(start, start + hubspotSizes.batchCreate);
    const batch = await client.request({
      method: 'POST',
      path: `${paths.objects(objectType)}/batch/create`,
      body: { inputs: part.map((activity) => inputOf({ objectType, ...activity })) },
      kind: 'write',
      schema: ObjectBatch,
      doing: `create ${part.length} ${objectType}s`,
    });
    const records = batch.results.map((object) => toRecord({ objectType, object }));
    for (const { marker } of part) {
      const record = records.find((candidate) => carriesMarker({ record: candidate, marker }));
      if (record !== undefined) made.set(marker, record);
    }
  }
  return made;
}

/** An activity with its ties, as HubSpot takes it. */
function inputOf({
  objectType,
  properties,
  associatedWith,
  marker,
}: {
  objectType: CrmActivityType;
  properties: Properties;
  associatedWith: readonly CrmReference[];
  marker: string | null;
}): unknown {
  return {
    properties: marker === null ? properties : withActivityMarker({ objectType, properties, marker }),
    associations: associatedWith.map((reference) => ({
      to: { id: reference.externalId },
      types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: tieOf({ objectType, reference }) }],
    })),
  };
}

export async function associate({
  client,
  paths,
  from,
  to,
}: Reading & { from: CrmReference; to: CrmReference }): Promise<void> {
  await client.request({
    method: 'PUT',
    path: paths.associate({
      from: from.objectType,
      fromId: from.externalId,
      to: to.objectType,
      toId: to.externalId,
    }),
    kind: 'write',
    schema: Anything,
    doing: `associate ${from.objectType} ${from.externalId} with ${to.objectType} ${to.externalId}`,
  });
}

/** Takes every type of tie between the two away; HubSpot answers the same where there was none. */
export async function dissociate({
  client,
  paths,
  from,
  to,
}: Reading & { from: CrmReference; to: CrmReference }): Promise<void> {
  await client.request({
    method: 'DELETE',
    path: paths.dissociate({
      from: from.objectType,
      fromId: from.externalId,
      to: to.objectType,
      toId: to.externalId,
    }),
    kind: 'write',
    schema: Anything,
    doing: `take ${from.objectType} ${from.externalId} and ${to.objectType} ${to.externalId} apart`,
  });
}

export async function archiveRecord({
  client,
  paths,
  reference,
}: Reading & { reference: CrmReference }): Promise<void> {
  const { objectType, externalId } = reference;
  await client.request({
    method: 'DELETE',
    path: `${paths.objects(objectType)}/${encodeURIComponent(externalId)}`,
    kind: 'write',
    schema: Anything,
    doing: `archive ${objectType} ${externalId}`,
  });
}

/** HubSpot makes a new record of the two, with an id of its own; it cannot take them apart again. */
export async function mergeRecords({
  client,
  paths,
  merge,
}: Reading & {
  merge: { readonly objectType: CrmRecordType; readonly keptId: string; readonly mergedId: string };
}): Promise<CrmRecord> {
  const { objectType, keptId, mergedId } = merge;
  const object = await client.request({
    method: 'POST',
    path: `${paths.objects(objectType)}/merge`,
    body: { primaryObjectId: keptId, objectIdToMerge: mergedId },
    kind: 'write',
    schema: HubspotObject,
    doing: `merge ${objectType} ${mergedId} into ${keptId}`,
  });
  return toRecord({ objectType, object });
}

/** The group in which HubSpot shows a new property. */
const propertyGroups: Readonly<Record<CrmRecordType, string>> = {
  contact: 'contactinformation',
  company: 'companyinformation',
  deal: 'dealinformation',
  lead: 'leadinformation',
};

/** Throws `vendor.conflict` with the way out where HubSpot keeps the name for a property that was archived. */
export async function createProperty({
  client,
  paths,
  definition,
}: Reading & { definition: CrmPropertyDefinition & { readonly description: string } }): Promise<void> {
  const { objectType, name, label, type, fieldType, description, options } = definition;
  try {
    await client.request({
      method: 'POST',
      path: paths.properties(objectType),
      body: {
        name,
        label,
        type,
        fieldType,
        description,
        groupName: propertyGroups[objectType],
        ...(type === 'enumeration'
          ? { options: options.map((option, displayOrder) => ({ ...option, displayOrder, hidden: false })) }
          : {}),
      },
      kind: 'write',
      schema: Anything,
      doing: `create the property ${name} of ${objectType}`,
    });
  } catch (error) {
    if (!(error instanceof SophiaError) || error.code !== 'vendor.conflict') throw error;
    throw new SophiaError(
      error.code,
      `${error.message} HubSpot keeps the name of an archived property for itself: restore it there (Settings, Properties, Archived properties), or name another field in the policy.`,
      { cause: error, details: { ...error.details } },
    );
  }
}

/** Archived, it is in no list and takes no value; HubSpot refuses where a form or an automation needs it. */
export async function archiveProperty({
  client,
  paths,
  property,
}: Reading & { property: { readonly objectType: CrmRecordType; readonly name: string } }): Promise<void> {
  const { objectType, name } = property;
  await client.request({
    method: 'DELETE',
    path: `${paths.properties(objectType)}/${encodeURIComponent(name)}`,
    kind: 'write',
    schema: Anything,
    doing: `archive the property ${name} of ${objectType}`,
  });
}

function tieOf({ objectType, reference }: { objectType: CrmActivityType; reference: CrmReference }): number {
  switch (reference.objectType) {
    case 'company':
    case 'contact':
    case 'deal':
    case 'lead':
      return activityTies[objectType][reference.objectType];
    default:
      throw new SophiaError(
        'input.invalid',
        `Expected a ${objectType} to be tied to a company, a contact, a deal or a lead, found a ${reference.objectType}.`,
      );
  }
}

/** Where a value is none of the options, the options are what the reader needs. */
async function withOptions({
  client,
  paths,
  objectType,
  error,
}: Reading & { objectType: CrmObjectType; error: unknown }): Promise<unknown> {
  if (!(error instanceof SophiaError) || error.code !== 'vendor.invalid-value') return error;
  const { codes, properties } = error.details;
  if (!Array.isArray(codes) || !codes.includes('INVALID_OPTION') || !Array.isArray(properties)) return error;
  const recordType = CrmRecordType.safeParse(objectType);
  if (!recordType.success) return error;
  try {
    const definitions = await listPropertyDefinitions({ client, paths, objectType: recordType.data });
    const allowed = definitions
      .filter(({ name, options }) => properties.includes(name) && options.length > 0)
      .map(({ name, options }) => `${name} takes ${options.map(({ value }) => value).join(', ')}`);
    if (allowed.length === 0) return error;
    return new SophiaError(error.code, `${error.message} ${allowed.join('; ')}.`, {
      cause: error,
      details: { ...error.details },
    });
  } catch {
    return error;
  }
}
