import { type ObjectType, objectTypes } from '../object-types.ts';
import { appendVersion } from '../records/append-version.ts';
import { insertRecord, nextId } from '../records/create-record.ts';
import { forgetUniqueValues, indexUniqueValues } from '../records/record-index.ts';
import { deriveStage } from '../records/write-properties.ts';
import type { HubspotState } from '../state.ts';
import type { Control } from './control-call.ts';

/** Many records at once, all modified in the same millisecond, as an import leaves them. Nobody is told. */
export function loadRecords(
  { state, now }: Control,
  input: { objectType: ObjectType; count: number; modifiedAt?: string | null | undefined },
): unknown {
  const { objectType, count } = input;
  const modifiedAt = input.modifiedAt ?? null;
  const atMs = modifiedAt === null ? now.getTime() : Date.parse(modifiedAt);
  const first = state.lastId + 1;
  for (let place = 1; place <= count; place += 1) {
    const record = insertRecord({ state }, { objectType, id: nextId(state), createdAtMs: atMs });
    forgetUniqueValues(state, record);
    for (const [property, value] of Object.entries(valuesOf(state, { objectType, place }))) {
      const version = { value, atMs, sourceType: 'IMPORT', sourceId: '8100302', userId: null } as const;
      appendVersion(record, { property, version });
    }
    if (objectType === 'deals') deriveStage({ state, nowMs: atMs }, record);
    indexUniqueValues(state, record);
  }
  return { objectType, count, firstId: String(first), lastId: String(state.lastId) };
}

function valuesOf(
  state: HubspotState,
  { objectType, place }: { objectType: ObjectType; place: number },
): Record<string, string> {
  const name = `Loaded ${objectTypeNames[objectType]} ${place}`;
  switch (objectType) {
    case 'contacts':
      return { firstname: 'Loaded', lastname: String(place), email: `loaded-${state.lastId}@loaded.example` };
    case 'companies':
      return { name, domain: `loaded-${state.lastId}.example` };
    case 'deals':
      return { dealname: name, amount: `${1000 + place}.00`, ...stageFor(state, { objectType, place }) };
    case 'leads':
      return { hs_lead_name: name, ...stageFor(state, { objectType, place }) };
    case 'line_items':
      return { name, quantity: '1', price: '100' };
    case 'notes':
      return { hs_timestamp: new Date(0).toISOString(), hs_note_body: name };
    case 'tasks':
      return { hs_timestamp: new Date(0).toISOString(), hs_task_subject: name, hs_task_status: 'NOT_STARTED' };
    case 'calls':
      return { hs_timestamp: new Date(0).toISOString(), hs_call_title: name };
    case 'meetings':
      return { hs_timestamp: new Date(0).toISOString(), hs_meeting_title: name };
    case 'emails':
      return { hs_timestamp: new Date(0).toISOString(), hs_email_subject: name };
  }
}

const objectTypeNames: Readonly<Record<ObjectType, string>> = {
  contacts: 'contact',
  companies: 'company',
  deals: 'deal',
  leads: 'lead',
  line_items: 'line item',
  tasks: 'task',
  notes: 'note',
  calls: 'call',
  meetings: 'meeting',
  emails: 'email',
};

/** Spread over the stages of the first pipeline. */
function stageFor(
  state: HubspotState,
  { objectType, place }: { objectType: ObjectType; place: number },
): Record<string, string> {
  const { piped } = objectTypes[objectType];
  const [pipeline] = state.pipelines[objectType];
  const stage = pipeline?.stages[place % (pipeline.stages.length || 1)];
  if (piped === undefined || pipeline === undefined || stage === undefined) return {};
  return { [piped.pipeline]: pipeline.id, [piped.stage]: stage.id };
}
