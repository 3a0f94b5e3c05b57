import { z } from 'zod';
import type { Answer } from '../../kit/index.ts';
import { HubspotProblem, invalidInput, notFound } from '../hubspot-problem.ts';
import type { ObjectType } from '../object-types.ts';
import { optionsOf } from '../properties/options-of.ts';
import { isoText } from '../records/read-property.ts';
import { FieldType, type HubspotState, type PropertyDefinition, PropertyOption, PropertyType } from '../state.ts';
import { batchAnswer } from './batch-answer.ts';
import { type Call, noContent, objectTypeOf, ok, parameter, readBody } from './call.ts';

const PropertyInput = z.object({
  name: z.string().regex(/^[a-z][a-z0-9_]*$/u, 'a name has lowercase letters, digits and underscores only'),
  label: z.string().min(1),
  type: PropertyType,
  fieldType: FieldType,
  groupName: z.string().min(1),
  description: z.string().nullish(),
  options: z.array(PropertyOption).nullish(),
  displayOrder: z.int().nullish(),
  hasUniqueValue: z.boolean().nullish(),
  hidden: z.boolean().nullish(),
  formField: z.boolean().nullish(),
  externalOptions: z.boolean().nullish(),
});
type PropertyInput = z.infer<typeof PropertyInput>;
const PropertyPatch = PropertyInput.omit({ name: true, hasUniqueValue: true, externalOptions: true }).partial();
const Names = z.object({ inputs: z.array(z.object({ name: z.string() })), archived: z.boolean().nullish() });

/** Which field a type may be edited in. */
const fieldTypes: Readonly<Record<PropertyDefinition['type'], readonly PropertyDefinition['fieldType'][]>> = {
  bool: ['booleancheckbox', 'calculation_equation'],
  date: ['date'],
  datetime: ['date'],
  enumeration: ['booleancheckbox', 'checkbox', 'radio', 'select', 'calculation_equation'],
  number: ['number', 'calculation_equation'],
  phone_number: ['phonenumber'],
  string: ['file', 'html', 'phonenumber', 'text', 'textarea', 'calculation_equation'],
};

export function listProperties(call: Call): Answer {
  const objectType = objectTypeOf(call, { access: 'read', of: 'schemas' });
  const archived = call.exchange.query.get('archived') === 'true';
  const definitions = Object.values(call.state.properties[objectType]).filter(
    ({ archivedAtMs }) => (archivedAtMs !== null) === archived,
  );
  return ok({ results: definitions.map((definition) => presentProperty(call.state, { objectType, definition })) });
}

export function getProperty(call: Call): Answer {
  const objectType = objectTypeOf(call, { access: 'read', of: 'schemas' });
  const archived = call.exchange.query.get('archived') === 'true';
  const definition = requireProperty(call.state, { objectType, name: parameter(call, 'propertyName'), archived });
  return ok(presentProperty(call.state, { objectType, definition }));
}

export function createProperty(call: Call): Answer {
  const objectType = objectTypeOf(call, { access: 'write', of: 'schemas' });
  const definition = addProperty(call, { objectType, input: readBody(call, PropertyInput) });
  return ok(presentProperty(call.state, { objectType, definition }), 201);
}

/** A property is changed for everybody at once; values that an option no longer covers stay where they are. */
export function updateProperty(call: Call): Answer {
  const objectType = objectTypeOf(call, { access: 'write', of: 'schemas' });
  const definition = requireProperty(call.state, { objectType, name: parameter(call, 'propertyName') });
  if (definition.readOnlyValue) throw invalidInput(`The definition of ${definition.name} cannot be changed.`);
  const patch = readBody(call, PropertyPatch);
  const changed = {
    label: patch.label ?? definition.label,
    description: patch.description ?? definition.description,
    type: patch.type ?? definition.type,
    fieldType: patch.fieldType ?? definition.fieldType,
    groupName: patch.groupName ?? definition.groupName,
    options: patch.options ?? definition.options,
    displayOrder: patch.displayOrder ?? definition.displayOrder,
    hidden: patch.hidden ?? definition.hidden,
    formField: patch.formField ?? definition.formField,
  };
  checkForm(call.state, { objectType, ...changed });
  Object.assign(definition, changed, { updatedAtMs: call.nowMs });
  return ok(presentProperty(call.state, { objectType, definition }));
}

export function archiveProperty(call: Call): Answer {
  const objectType = objectTypeOf(call, { access: 'write', of: 'schemas' });
  archiveOne(call, { objectType, name: parameter(call, 'propertyName') });
  return noContent();
}

export function batchReadProperties(call: Call): Answer {
  const objectType = objectTypeOf(call, { access: 'read', of: 'schemas' });
  const { inputs, archived } = readBody(call, Names);
  const known = inputs.flatMap(({ name }) => call.state.properties[objectType][name] ?? []);
  const found = known.filter(({ archivedAtMs }) => (archivedAtMs !== null) === (archived ?? false));
  const missing = inputs.filter(({ name }) => !found.some((definition) => definition.name === name));
  const results = found.map((definition) => presentProperty(call.state, { objectType, definition }));
  return batchAnswer(call, { results, problems: missing.map(({ name }) => noProperty(name)) });
}

export function batchCreateProperties(call: Call): Answer {
  const objectType = objectTypeOf(call, { access: 'write', of: 'schemas' });
  const { inputs } = readBody(call, z.object({ inputs: z.array(PropertyInput) }));
  const problems: HubspotProblem[] = [];
  const results = inputs.flatMap((input) => {
    try {
      const definition = addProperty(call, { objectType, input });
      return [presentProperty(call.state, { objectType, definition })];
    } catch (error) {
      if (!(error instanceof HubspotProblem)) throw error;
      problems.push(error);
      return [];
    }
  });
  return batchAnswer(call, { results, problems, successStatus: 201 });
}

export function batchArchiveProperties(call: Call): Answer {
  const objectType = objectTypeOf(call, { access: 'write', of: 'schemas' });
  for (const { name } of readBody(call, Names).inputs) archiveOne(call, { objectType, name });
  return noContent();
}

function addProperty(call: Call, made: { objectType: ObjectType; input: PropertyInput }): PropertyDefinition {
  const { objectType, input } = made;
  const definitions = call.state.properties[objectType];
  if (definitions[input.name] !== undefined) {
    const message = `A property named '${input.name}' already exists.`;
    throw new HubspotProblem({ status: 409, category: 'OBJECT_ALREADY_EXISTS', message });
  }
  const definition: PropertyDefinition = {
    name: input.name,
    label: input.label,
    description: input.description ?? '',
    type: input.type,
    fieldType: input.fieldType,
    groupName: input.groupName,
    options: input.options ?? (input.type === 'bool' ? booleanOptions() : []),
    displayOrder: input.displayOrder ?? -1,
    hasUniqueValue: input.hasUniqueValue ?? false,
    hidden: input.hidden ?? false,
    formField: input.formField ?? false,
    calculated: input.fieldType === 'calculation_equation',
    externalOptions: input.externalOptions ?? false,
    hubspotDefined: false,
    readOnlyValue: false,
    createdAtMs: call.nowMs,
    updatedAtMs: call.nowMs,
    archivedAtMs: null,
  };
  checkForm(call.state, { objectType, ...definition });
  definitions[input.name] = definition;
  return definition;
}

function checkForm(
  state: HubspotState,
  form: Pick<PropertyDefinition, 'type' | 'fieldType' | 'groupName' | 'options'> & { objectType: ObjectType },
): void {
  if (!fieldTypes[form.type].includes(form.fieldType)) {
    throw invalidInput(`Field type ${form.fieldType} does not fit the type ${form.type}.`);
  }
  const group = state.groups[form.objectType][form.groupName];
  if (group === undefined || group.archived) {
    throw invalidInput(`There is no property group ${form.groupName} for ${form.objectType}.`);
  }
  const values = form.options.map(({ value }) => value);
  if (new Set(values).size !== values.length) throw invalidInput('Property options must have distinct values.');
}

function archiveOne(call: Call, named: { objectType: ObjectType; name: string }): void {
  const definition = requireProperty(call.state, named);
  if (definition.hubspotDefined) throw invalidInput(`${named.name} is defined by HubSpot and cannot be archived.`);
  definition.archivedAtMs = call.nowMs;
}

function requireProperty(
  state: HubspotState,
  asked: { objectType: ObjectType; name: string; archived?: boolean },
): PropertyDefinition {
  const definition = state.properties[asked.objectType][asked.name];
  if (definition !== undefined && (definition.archivedAtMs !== null) === (asked.archived ?? false)) return definition;
  throw noProperty(asked.name);
}

function noProperty(name: string): HubspotProblem {
  return notFound(`No property named '${name}' exists.`);
}

function booleanOptions(): PropertyDefinition['options'] {
  return ['true', 'false'].map((value, displayOrder) => ({
    label: value === 'true' ? 'Yes' : 'No',
    value,
    displayOrder,
    hidden: false,
  }));
}

function presentProperty(
  state: HubspotState,
  { objectType, definition }: { objectType: ObjectType; definition: PropertyDefinition },
): Record<string, unknown> {
  const { createdAtMs, updatedAtMs, archivedAtMs, readOnlyValue, ...shown } = definition;
  return {
    ...shown,
    options: optionsOf(state, { objectType, definition }),
    createdAt: isoText(createdAtMs),
    updatedAt: isoText(updatedAtMs),
    archived: archivedAtMs !== null,
    ...(archivedAtMs === null ? {} : { archivedAt: isoText(archivedAtMs) }),
    modificationMetadata: {
      archivable: !definition.hubspotDefined,
      readOnlyDefinition: definition.hubspotDefined,
      readOnlyValue: readOnlyValue || definition.calculated,
    },
  };
}
