import type { Answer } from '../../kit/index.ts';
import { invalidInput, notFound } from '../hubspot-problem.ts';
import { objectTypes } from '../object-types.ts';
import { archiveRecord, deleteRecord } from '../records/archive-record.ts';
import { createRecord } from '../records/create-record.ts';
import { findRecord, requireRecord } from '../records/find-record.ts';
import { listRecords } from '../records/list-records.ts';
import { mergeRecords } from '../records/merge-records.ts';
import { presentRecord, type Wanted } from '../records/present-record.ts';
import { updateRecord } from '../records/update-record.ts';
import { SearchInput, searchLimits } from '../search/search-input.ts';
import { searchRecords } from '../search/search-records.ts';
import {
  type Call,
  limitOf,
  listParameter,
  noContent,
  objectTypeOf,
  ok,
  pagingOf,
  parameter,
  readableOf,
  readBody,
  write,
} from './call.ts';
import {
  associatedTypes,
  associationInputs,
  CreateInput,
  MergeInput,
  PrivacyDeleteInput,
  UpdateInput,
} from './object-schemas.ts';

export function listObjects(call: Call): Answer {
  const { state } = call;
  const objectType = objectTypeOf(call, { access: 'read' });
  const limit = limitOf(call, { standard: 10, highest: 100 });
  const after = call.exchange.query.get('after');
  if (after !== null && !/^\d+$/u.test(after)) throw invalidInput(`Invalid value for after: ${after}`);
  const wanted = wantedOf(call);
  const page = listRecords(state, { objectType, limit, after, archived: isArchived(call) });
  const results = page.items.map((record) => presentRecord(state, { record, wanted }));
  return ok({ results, ...pagingOf(call, page.after) });
}

export function getObject(call: Call): Answer {
  const objectType = objectTypeOf(call, { access: 'read' });
  const record = requireRecord(call.state, { objectType, ...idOf(call), archived: isArchived(call) });
  return ok(presentRecord(call.state, { record, wanted: wantedOf(call) }));
}

export function createObject(call: Call): Answer {
  const { state } = call;
  const objectType = objectTypeOf(call, { access: 'write' });
  const input = readBody(call, CreateInput);
  const associations = associationInputs(state, { fromType: objectType, associations: input.associations });
  const record = write(call, (context) =>
    createRecord(context, { objectType, values: input.properties, associations }),
  );
  return ok(presentRecord(state, { record, wanted: { properties: Object.keys(input.properties) } }), 201);
}

export function updateObject(call: Call): Answer {
  const { state } = call;
  const objectType = objectTypeOf(call, { access: 'write' });
  const record = requireRecord(state, { objectType, ...idOf(call) });
  const { properties } = readBody(call, UpdateInput);
  write(call, (context) => updateRecord(context, { record, values: properties }));
  return ok(presentRecord(state, { record, wanted: { properties: Object.keys(properties) } }));
}

/** Archiving what is archived already, or was never there, is answered alike. */
export function archiveObject(call: Call): Answer {
  const objectType = objectTypeOf(call, { access: 'write' });
  const record = findRecord(call.state, { objectType, id: parameter(call, 'objectId') });
  if (record !== null) write(call, (context) => archiveRecord(context, record));
  return noContent();
}

export function searchObjects(call: Call): Answer {
  const { state, nowMs, exchange } = call;
  const objectType = objectTypeOf(call, { access: 'read' });
  const characters = exchange.rawBody.toString('utf8').length;
  if (characters > searchLimits.bodyCharacters) {
    throw invalidInput(`The request body has ${characters} characters, at most ${searchLimits.bodyCharacters}.`);
  }
  const input = readBody(call, SearchInput);
  const { total, records, after, asOfMs } = searchRecords(state, { objectType, input, nowMs });
  const wanted: Wanted = {
    properties: readableOf(call, input.properties ?? []),
    defaults: objectTypes[objectType].searchDefaults,
    asOfMs,
  };
  const results = records.map((record) => presentRecord(state, { record, wanted }));
  return ok({ total, results, ...(after === null ? {} : { paging: { next: { after } } }) });
}

export function mergeObjects(call: Call): Answer {
  const { state } = call;
  const objectType = objectTypeOf(call, { access: 'write' });
  if (!['contacts', 'companies', 'deals'].includes(objectType)) throw notFound();
  const input = readBody(call, MergeInput);
  const primary = requireRecord(state, { objectType, id: input.primaryObjectId });
  const other = requireRecord(state, { objectType, id: input.objectIdToMerge });
  const record = write(call, (context) => mergeRecords(context, { primary, other }));
  return ok(presentRecord(state, { record, wanted: { properties: [] } }));
}

/** Erases a contact for good, at the wish of the person. */
export function privacyDelete(call: Call): Answer {
  const { state } = call;
  const objectType = objectTypeOf(call, { access: 'write' });
  if (objectType !== 'contacts') throw notFound();
  const input = readBody(call, PrivacyDeleteInput);
  const asked = { objectType, id: input.objectId, idProperty: input.idProperty ?? undefined };
  const record = findRecord(state, asked) ?? findRecord(state, { ...asked, archived: true });
  if (record !== null) {
    write(call, (context) => {
      deleteRecord(context, record);
      context.emit({ kind: 'privacyDeletion', objectType, id: record.id });
    });
  }
  return noContent();
}

function idOf(call: Call): { id: string; idProperty: string | undefined } {
  return { id: parameter(call, 'objectId'), idProperty: call.exchange.query.get('idProperty') ?? undefined };
}

function isArchived({ exchange }: Call): boolean {
  return exchange.query.get('archived') === 'true';
}

function wantedOf(call: Call): Wanted {
  return {
    properties: readableOf(call, listParameter(call, 'properties')),
    withHistory: listParameter(call, 'propertiesWithHistory'),
    associations: associatedTypes(listParameter(call, 'associations')),
  };
}
