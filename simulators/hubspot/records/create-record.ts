import {
  type AssociationInput,
  associateDefault,
  checkAssociations,
  setAssociation,
} from '../associations/associate.ts';
import { HubspotProblem, invalidInput } from '../hubspot-problem.ts';
import { type ObjectType, objectTypes } from '../object-types.ts';
import { checkPortalRules } from '../properties/check-portal-rules.ts';
import { validateValues } from '../properties/validate-values.ts';
import type { CrmRecord, HubspotState } from '../state.ts';
import type { WriteContext } from '../write-context.ts';
import { findRecord } from './find-record.ts';
import { checkPrimaryContact, withPrimaryContact } from './primary-contact.ts';
import { addToIndex, indexOf, uniqueKey } from './record-index.ts';
import { checkStage, writeProperties } from './write-properties.ts';

export interface RecordInput {
  readonly objectType: ObjectType;
  readonly values: Readonly<Record<string, string | null>>;
  readonly associations: readonly AssociationInput[];
}

/** Makes a record as the API does: everything is checked before anything is written. */
export function createRecord(context: WriteContext, input: RecordInput): CrmRecord {
  const { state, nowMs } = context;
  const { objectType } = input;
  const values = prepareCreate(context, input);
  const record = insertRecord(context, { objectType, id: nextId(state), createdAtMs: nowMs });
  context.emit({ kind: 'creation', objectType, id: record.id });
  writeProperties(context, { record, values });
  const associations = objectType === 'leads' ? withPrimaryContact(input.associations) : input.associations;
  for (const { to, types } of associations) {
    const tie = { fromType: objectType, fromId: record.id, ...to };
    if (types.length === 0) associateDefault(context, tie);
    else setAssociation(context, { ...tie, types });
  }
  return record;
}

/** The values that a record would begin with; throws HubSpot's answer to those that it would not take. */
export function prepareCreate(context: WriteContext, input: RecordInput): Record<string, string> {
  const { state, nowMs } = context;
  const { objectType } = input;
  const values = validateValues(state, { objectType, values: input.values, nowMs });
  checkRequired(objectType, values);
  fillStage(state, { objectType, values });
  checkStage(state, { objectType, values, record: null });
  if (context.holdsPortalRules) checkPortalRules(state, { objectType, values, record: null });
  checkUnique(state, { objectType, values, exceptId: null });
  if (objectType === 'leads') checkPrimaryContact(state, input.associations);
  checkAssociations(state, { fromType: objectType, associations: input.associations });
  return values;
}

/** Puts an empty record into the portal. */
export function insertRecord(
  { state }: Pick<WriteContext, 'state'>,
  made: { objectType: ObjectType; id: string; createdAtMs: number },
): CrmRecord {
  indexOf(state);
  const record: CrmRecord = {
    id: made.id,
    objectType: made.objectType,
    createdAtMs: made.createdAtMs,
    updatedAtMs: made.createdAtMs,
    archivedAtMs: null,
    mergedIntoId: null,
    versions: {},
  };
  state.records[made.objectType][made.id] = record;
  addToIndex(state, record);
  return record;
}

export function nextId(state: HubspotState): string {
  state.lastId += 1;
  return String(state.lastId);
}

/** One contact an address, and one record a value of every unique property. */
export function checkUnique(
  state: HubspotState,
  asked: { objectType: ObjectType; values: Readonly<Record<string, string>>; exceptId: string | null },
): void {
  const { objectType, values, exceptId } = asked;
  for (const [property, value] of Object.entries(values)) {
    const isEmail = objectType === 'contacts' && property === 'email';
    if (value === '' || (!isEmail && state.properties[objectType][property]?.hasUniqueValue !== true)) continue;
    const id = indexOf(state).unique.get(uniqueKey({ objectType, property, value }));
    if (id === undefined || id === exceptId || findRecord(state, { objectType, id }) === null) continue;
    if (isEmail) {
      throw new HubspotProblem({
        status: 409,
        category: 'CONFLICT',
        message: `Contact already exists. Existing ID: ${id}`,
      });
    }
    const message = `${id} already has that value for ${property}.`;
    throw invalidInput(message, [{ message, code: 'CONFLICTING_UNIQUE_VALUE', context: { propertyName: [property] } }]);
  }
}

function checkRequired(objectType: ObjectType, values: Readonly<Record<string, string>>): void {
  const isActivity = ['tasks', 'notes', 'calls', 'meetings', 'emails'].includes(objectType);
  const required = isActivity ? 'hs_timestamp' : objectType === 'leads' ? 'hs_lead_name' : null;
  if (required === null || (values[required] ?? '') !== '') return;
  const name = objectTypes[objectType].singular.toUpperCase();
  throw new HubspotProblem({
    status: 400,
    category: 'VALIDATION_ERROR',
    message: `Error creating ${name}. Some required properties were not set.`,
    context: { properties: [required] },
  });
}

/** A stage without its pipeline names it; a lead with neither begins in the first stage of the first pipeline. */
function fillStage(
  state: HubspotState,
  { objectType, values }: { objectType: ObjectType; values: Record<string, string> },
): void {
  const { piped } = objectTypes[objectType];
  if (piped === undefined || (objectType !== 'leads' && values[piped.stage] === undefined)) return;
  const stageId = values[piped.stage];
  const pipelines = state.pipelines[objectType];
  const named = pipelines.find(({ stages }) => stages.some(({ id }) => id === stageId));
  values[piped.pipeline] ??= (named ?? pipelines[0])?.id ?? '';
  const chosen = pipelines.find(({ id }) => id === values[piped.pipeline]);
  values[piped.stage] ??= chosen?.stages[0]?.id ?? '';
}
