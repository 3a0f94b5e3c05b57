import { invalidInput, type ProblemDetail } from '../hubspot-problem.ts';
import type { ObjectType } from '../object-types.ts';
import type { HubspotState, PropertyDefinition } from '../state.ts';
import { normalizeDate, normalizeDateTime } from './normalize-date.ts';
import { optionsOf } from './options-of.ts';

interface Fault {
  readonly property: string;
  readonly code: string;
  readonly message: string;
}
type Judgement = { readonly value: string } | { readonly code: string; readonly message: string };

const maxTextLength = 65_536;

/** The values as HubSpot keeps them; throws its 400 with every value that it would not take. */
export function validateValues(
  state: HubspotState,
  asked: { objectType: ObjectType; values: Readonly<Record<string, string | null>>; nowMs: number },
): Record<string, string> {
  const { objectType, values } = asked;
  const kept: Record<string, string> = {};
  const faults: Fault[] = [];
  for (const [property, value] of Object.entries(values)) {
    const definition = state.properties[objectType][property];
    if (definition === undefined || definition.archivedAtMs !== null) {
      faults.push({ property, code: 'PROPERTY_DOESNT_EXIST', message: `Property "${property}" does not exist` });
      continue;
    }
    const judgement = judge({ state, definition, value: value ?? '', objectType, nowMs: asked.nowMs });
    if ('value' in judgement) kept[property] = judgement.value;
    else faults.push({ property, ...judgement });
  }
  if (faults.length > 0) throw invalidValues(faults);
  return kept;
}

/** HubSpot repeats each fault in the message, as JSON within the text. */
function invalidValues(faults: readonly Fault[]): Error {
  const told = faults.map(({ property, code, message }) => ({
    isValid: false,
    message,
    error: code,
    name: property,
    localizedErrorMessage: message,
  }));
  const errors = faults.map(
    ({ property, code, message }): ProblemDetail => ({ message, code, context: { propertyName: [property] } }),
  );
  return invalidInput(`Property values were not valid: ${JSON.stringify(told)}`, errors);
}

interface Case {
  readonly state: HubspotState;
  readonly definition: PropertyDefinition;
  readonly value: string;
  readonly objectType: ObjectType;
  readonly nowMs: number;
}

function judge(asked: Case): Judgement {
  const { definition, value } = asked;
  if (definition.readOnlyValue || definition.calculated) {
    return {
      code: 'READ_ONLY_VALUE',
      message: `"${definition.name}" is a read only property; its value cannot be set.`,
    };
  }
  if (value === '') return { value };
  switch (definition.type) {
    case 'bool':
      return judgeBoolean(value);
    case 'number':
      return judgeNumber(value);
    case 'date':
      return orFault(normalizeDate(value), {
        code: 'INVALID_DATE',
        message: `${value} was not a valid date: it must be at midnight UTC.`,
      });
    case 'datetime':
      return orFault(normalizeDateTime(value), {
        code: 'INVALID_DATE',
        message: `${value} was not a valid date time.`,
      });
    case 'enumeration':
      return judgeOption(asked);
    case 'string':
    case 'phone_number':
      return judgeText(definition, value);
  }
}

function judgeBoolean(value: string): Judgement {
  if (value === 'true' || value === 'false') return { value };
  return { code: 'INVALID_OPTION', message: `${value} was not one of the allowed options: [true, false]` };
}

function judgeNumber(value: string): Judgement {
  if (/^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/u.test(value.trim())) return { value: value.trim() };
  return { code: 'INVALID_LONG', message: `${value} was not a valid number.` };
}

function judgeText(definition: PropertyDefinition, value: string): Judgement {
  if (value.length > maxTextLength) {
    const message = `Property "${definition.name}" was too long: ${value.length} characters, at most ${maxTextLength}.`;
    return { code: 'PROPERTY_VALUE_TOO_LONG', message };
  }
  if (definition.name === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(value)) {
    return { code: 'INVALID_EMAIL', message: `Email address ${value} is invalid` };
  }
  return { value: definition.name === 'email' ? value.trim().toLowerCase() : value };
}

/** Exactly an option's value, upper and lower case included; several are separated by semicolons. */
function judgeOption(asked: Case): Judgement {
  const { definition, value } = asked;
  if (definition.name === 'hubspot_owner_id') return judgeOwner(asked);
  const allowed = optionsOf(asked.state, asked).map((option) => option.value);
  const given = definition.fieldType === 'checkbox' ? value.split(';').filter((part) => part !== '') : [value];
  const unknown = given.find((part) => !allowed.includes(part));
  if (unknown === undefined) return { value };
  return { code: 'INVALID_OPTION', message: `${unknown} was not one of the allowed options: [${allowed.join(', ')}]` };
}

function judgeOwner({ state, value, nowMs }: Case): Judgement {
  const owner = state.owners.find(({ id }) => id === value);
  if (owner === undefined || (owner.archivedFromMs !== null && owner.archivedFromMs <= nowMs)) {
    return { code: 'INVALID_OWNER_ID', message: `Owner ${value} does not exist or is not active.` };
  }
  return { value };
}

function orFault(value: string | null, fault: { code: string; message: string }): Judgement {
  return value === null ? fault : { value };
}
