import { CrmPropertyDefinition } from '#contracts';
import { performEffect } from '#platform/effects';
import { SophiaError } from '#platform/errors';
import type { Application } from './application.ts';
import { hasBegun } from './has-begun.ts';
import type { Outcome } from './outcome.ts';

/** Adds a property to the CRM; one of that name that is there already is left as it is, and kept as the old value. */
export async function applyNewProperty({ ctx, crm, change, key }: Application): Promise<Outcome> {
  const { action } = change;
  if (action.type !== 'create_property') {
    throw new SophiaError('internal.unexpected', `The change ${change.id} creates no property.`);
  }
  const { objectType, name, label, propertyType, fieldType, description, options } = action;
  const definition = CrmPropertyDefinition.parse({
    objectType,
    name,
    label,
    type: propertyType,
    fieldType,
    options,
    readOnly: false,
    isMoney: false,
  });
  async function isThere(): Promise<boolean> {
    return (await crm.listPropertyDefinitions(objectType)).some((property) => property.name === name);
  }
  if (!(await hasBegun(ctx, { target: crm.name, key })) && (await isThere())) {
    const reason = `The CRM had a property ${name} already; it was left as it is.`;
    return { state: 'applied', reason, set: { externalId: name, oldValue: name } };
  }
  await performEffect({
    ctx,
    target: crm.name,
    kind: 'create_property',
    key,
    find: async () => ((await isThere()) ? { externalId: name } : null),
    send: async () => {
      if (!(await isThere())) await crm.createProperty({ ...definition, description });
      return { externalId: name };
    },
  });
  if (await isThere()) return { state: 'applied', reason: null, set: { externalId: name } };
  return { state: 'not_applied', reason: `The CRM took the property ${name} and does not have it now.`, set: {} };
}
