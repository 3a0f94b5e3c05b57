import { z } from 'zod';
import type { SimulatorRoute } from '../kit/index.ts';
import { archiveOwner, deleteProperty, RenameOption, renameOption } from './control/change-schema.ts';
import { changeAs, chosenRecord, control } from './control/control-call.ts';
import { loadRecords } from './control/load-records.ts';
import { notFound } from './hubspot-problem.ts';
import { ObjectType } from './object-types.ts';
import { archiveRecord, deleteRecord, restoreRecord } from './records/archive-record.ts';
import { createRecord } from './records/create-record.ts';
import { mergeRecords } from './records/merge-records.ts';
import { updateRecord } from './records/update-record.ts';
import { ConditionalRule, type HubspotState } from './state.ts';

const doer = {
  source: z.enum(['CRM_UI', 'IMPORT', 'INTEGRATION', 'AUTOMATION_PLATFORM', 'API']).default('CRM_UI'),
  employeeKey: z.string().nullish(),
  silent: z.boolean().default(false),
};
const chosen = { objectType: ObjectType, id: z.string() };
const Values = z.record(z.string(), z.string().nullable());
const ChangeSetting = z.union([
  z.strictObject({ ...doer, ...chosen, property: z.string(), value: z.string().nullable() }),
  z.strictObject({ ...doer, ...chosen, values: Values }),
]);
const RecordSetting = z.strictObject({
  ...doer,
  objectType: ObjectType,
  values: Values,
  associations: z.array(z.strictObject(chosen)).default([]),
});
const ChosenSetting = z.strictObject({ ...doer, ...chosen });
const MergeSetting = z.strictObject({ ...doer, objectType: ObjectType, primaryId: z.string(), otherId: z.string() });
const RuleSetting = z.strictObject({
  conditional: z.array(ConditionalRule).optional(),
  requiredOnCreate: z.partialRecord(ObjectType, z.array(z.string())).default({}),
});
const LoadSetting = z.strictObject({
  objectType: ObjectType,
  count: z.int().min(1).max(200_000),
  modifiedAt: z.iso.datetime().nullish(),
});

/** Steering beyond what any simulator has: what people and other systems do in the portal. */
export const controlRoutes: readonly SimulatorRoute<HubspotState>[] = [
  {
    method: 'POST',
    path: '/_control/changes',
    handler: control(ChangeSetting, (exchange, input) => {
      const record = chosenRecord(exchange, input);
      const values = 'values' in input ? input.values : { [input.property]: input.value };
      changeAs(exchange, { doer: input, action: (context) => updateRecord(context, { record, values }) });
      return { id: record.id, changed: Object.keys(values) };
    }),
  },
  {
    method: 'POST',
    path: '/_control/records',
    handler: control(RecordSetting, (exchange, input) => {
      const associations = input.associations.map((other) => {
        const { objectType, id } = chosenRecord(exchange, other);
        return { to: { toType: objectType, toId: id }, types: [] };
      });
      const record = changeAs(exchange, {
        doer: input,
        action: (context) => createRecord(context, { ...input, associations }),
      });
      return { id: record.id };
    }),
  },
  {
    method: 'POST',
    path: '/_control/archive',
    handler: control(ChosenSetting, (exchange, input) => {
      const record = chosenRecord(exchange, input);
      changeAs(exchange, { doer: input, action: (context) => archiveRecord(context, record) });
      return { id: record.id, archived: true };
    }),
  },
  {
    method: 'POST',
    path: '/_control/restore',
    handler: control(ChosenSetting, (exchange, input) => {
      const record = chosenRecord(exchange, { ...input, archived: true });
      changeAs(exchange, { doer: input, action: (context) => restoreRecord(context, record) });
      return { id: record.id, archived: false };
    }),
  },
  {
    method: 'POST',
    path: '/_control/merge',
    handler: control(MergeSetting, (exchange, input) => {
      const { objectType } = input;
      const primary = chosenRecord(exchange, { objectType, id: input.primaryId });
      const other = chosenRecord(exchange, { objectType, id: input.otherId });
      const merged = changeAs(exchange, {
        doer: input,
        action: (context) => mergeRecords(context, { primary, other }),
      });
      return { id: merged.id };
    }),
  },
  {
    method: 'POST',
    path: '/_control/vanish',
    handler: control(z.strictObject(chosen), (exchange, input) => {
      const record = chosenRecord(exchange, input);
      const silent = { source: 'CRM_UI', silent: true } as const;
      changeAs(exchange, { doer: silent, action: (context) => deleteRecord(context, record) });
      return { id: record.id, vanished: true };
    }),
  },
  { method: 'POST', path: '/_control/options', handler: control(RenameOption, renameOption) },
  {
    method: 'POST',
    path: '/_control/delete-property',
    handler: control(z.strictObject({ objectType: ObjectType, property: z.string() }), deleteProperty),
  },
  {
    method: 'POST',
    path: '/_control/archive-owner',
    handler: control(z.strictObject({ ownerId: z.string(), archived: z.boolean().default(true) }), archiveOwner),
  },
  {
    method: 'POST',
    path: '/_control/search',
    handler: control(z.strictObject({ lagMs: z.int().min(0) }), ({ state }, { lagMs }) => {
      state.searchLagMs = lagMs;
      return { lagMs };
    }),
  },
  {
    method: 'POST',
    path: '/_control/scopes',
    handler: control(z.strictObject({ scopes: z.array(z.string()) }), ({ state }, { scopes }) => {
      state.scopes = scopes;
      return { scopes };
    }),
  },
  {
    method: 'POST',
    path: '/_control/webhook-form',
    handler: control(
      z.strictObject({ typeField: z.enum(['subscriptionType', 'eventType']) }),
      ({ state }, { typeField }) => {
        state.webhooks.typeField = typeField;
        return { typeField };
      },
    ),
  },
  {
    method: 'POST',
    path: '/_control/rules',
    handler: control(RuleSetting, ({ state }, { conditional, requiredOnCreate }) => {
      if (conditional !== undefined) state.conditionalRules = conditional;
      Object.assign(state.requiredOnCreate, requiredOnCreate);
      return { conditional: state.conditionalRules, requiredOnCreate: state.requiredOnCreate };
    }),
  },
  { method: 'POST', path: '/_control/load', handler: control(LoadSetting, loadRecords) },
  {
    method: 'GET',
    path: '/_control/ids',
    handler: control(z.unknown(), ({ state, query }) => {
      const key = query.get('key');
      if (key === null) return { ids: state.worldIds };
      const found = state.worldIds[key];
      if (found === undefined) throw notFound(`Nothing of the world in this portal has the key ${key}.`);
      return found;
    }),
  },
];
