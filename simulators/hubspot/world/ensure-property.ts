import type { CustomProperty } from '../../world/schema.ts';
import type { ObjectType } from '../object-types.ts';
import type { HubspotState, PropertyDefinition } from '../state.ts';

/** The world may use properties and options that a new portal has not; somebody of the company has added them. */
export function ensureProperty(
  state: HubspotState,
  asked: { objectType: ObjectType; name: string; value: string },
): PropertyDefinition {
  const { objectType, name, value } = asked;
  const definitions = state.properties[objectType];
  const known = definitions[name];
  if (known === undefined) {
    const added = customProperty(state, asked);
    definitions[name] = added;
    return added;
  }
  if (
    known.type === 'enumeration' &&
    !known.externalOptions &&
    !known.options.some((option) => option.value === value)
  ) {
    known.options.push({ label: value, value, displayOrder: known.options.length, hidden: false });
  }
  return known;
}

/** The properties that the company of the world has added to its deals. */
export function addCustomProperties(state: HubspotState, properties: readonly CustomProperty[]): void {
  const fieldTypes = {
    string: 'textarea',
    number: 'number',
    date: 'date',
    enumeration: 'select',
    bool: 'booleancheckbox',
  } as const;
  for (const { name, label, type, options } of properties) {
    state.properties.deals[name] = {
      ...customProperty(state, { objectType: 'deals', name }),
      label,
      type,
      fieldType: fieldTypes[type],
      options: options.map((option, displayOrder) => ({ ...option, displayOrder, hidden: false })),
    };
  }
}

function customProperty(state: HubspotState, asked: { objectType: ObjectType; name: string }): PropertyDefinition {
  const createdAtMs = Object.values(state.properties[asked.objectType])[0]?.createdAtMs ?? 0;
  const words = asked.name.replaceAll('_', ' ');
  return {
    name: asked.name,
    label: `${words.charAt(0).toUpperCase()}${words.slice(1)}`,
    description: '',
    type: 'string',
    fieldType: 'textarea',
    groupName: Object.keys(state.groups[asked.objectType])[0] ?? '',
    options: [],
    displayOrder: -1,
    hasUniqueValue: false,
    hidden: false,
    formField: false,
    calculated: false,
    externalOptions: false,
    hubspotDefined: false,
    readOnlyValue: false,
    createdAtMs,
    updatedAtMs: createdAtMs,
    archivedAtMs: null,
  };
}
