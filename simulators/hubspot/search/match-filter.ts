import { associationsOf } from '../associations/associate.ts';
import { invalidInput } from '../hubspot-problem.ts';
import { type ObjectType, requireObjectType } from '../object-types.ts';
import { readProperty } from '../records/read-property.ts';
import type { CrmRecord, HubspotState, PropertyDefinition } from '../state.ts';
import { keyOf, readKey } from './read-key.ts';
import type { SearchFilter } from './search-input.ts';

type Predicate = (record: CrmRecord) => boolean;

interface Searched {
  readonly objectType: ObjectType;
  readonly filter: SearchFilter;
  /** The moment that the index stands at. */
  readonly asOfMs: number;
}

/** What a filter says, as a question to a record. */
export function matchFilter(state: HubspotState, searched: Searched): Predicate {
  const { objectType, filter } = searched;
  if (filter.propertyName.startsWith('associations.')) return matchAssociation(state, searched);
  const definition = searchableProperty(state, { objectType, name: filter.propertyName });
  return compareBy(definition, searched);
}

export function searchableProperty(
  state: HubspotState,
  asked: { objectType: ObjectType; name: string },
): PropertyDefinition {
  const definition = state.properties[asked.objectType][asked.name];
  if (definition !== undefined && definition.archivedAtMs === null) return definition;
  const message = `Property "${asked.name}" does not exist on ${asked.objectType}.`;
  throw invalidInput('There was a problem with the request.', [{ message, code: 'PROPERTY_DOESNT_EXIST' }]);
}

function compareBy(definition: PropertyDefinition, { filter, asOfMs }: Searched): Predicate {
  const { operator } = filter;
  const name = definition.name;
  switch (operator) {
    case 'HAS_PROPERTY':
      return (record) => readProperty(record, { name, asOfMs }) !== null;
    case 'NOT_HAS_PROPERTY':
      return (record) => readProperty(record, { name, asOfMs }) === null;
    case 'CONTAINS_TOKEN':
    case 'NOT_CONTAINS_TOKEN': {
      const contains = tokenMatcher(requireValue(filter));
      return (record) => {
        const value = readProperty(record, { name, asOfMs });
        return (value !== null && contains(value)) === (operator === 'CONTAINS_TOKEN');
      };
    }
    default: {
      const isMatch = keyTest(definition, filter);
      return (record) => {
        const key = readKey(record, { definition, asOfMs });
        return key !== null && isMatch(key);
      };
    }
  }
}

/** A list of texts is compared as it is written: HubSpot wants them in lowercase. */
function keyTest(definition: PropertyDefinition, filter: SearchFilter): (key: number | string) => boolean {
  const { operator } = filter;
  if (operator === 'IN' || operator === 'NOT_IN') {
    const values = requireValues(filter);
    const wanted = new Set(values.map((text) => (definition.type === 'string' ? text : keyOf(definition, text))));
    return (key) => wanted.has(key) === (operator === 'IN');
  }
  const low = keyOf(definition, requireValue(filter));
  const high = operator === 'BETWEEN' ? keyOf(definition, requireHighValue(filter)) : low;
  return (key) => {
    switch (operator) {
      case 'EQ':
        return key === low;
      case 'NEQ':
        return key !== low;
      case 'LT':
        return key < low;
      case 'LTE':
        return key <= low;
      case 'GT':
        return key > low;
      case 'GTE':
        return key >= low;
      default:
        return key >= low && key <= high;
    }
  };
}

/** Every word of the pattern is a word of the value; `*` stands for any run of characters. */
function tokenMatcher(pattern: string): (value: string) => boolean {
  const expressions = pattern
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '')
    .map((word) => new RegExp(`^${word.split('*').map(RegExp.escape).join('.*')}$`, 'u'));
  return (value) => {
    const lower = value.toLowerCase();
    const words = [...lower.split(/\s+/u), ...lower.split(/[^\p{L}\p{N}]+/u)];
    return expressions.every((expression) => words.some((word) => expression.test(word)));
  };
}

function matchAssociation(state: HubspotState, { objectType, filter }: Searched): Predicate {
  const toType = requireObjectType(filter.propertyName.slice('associations.'.length));
  const ids = filter.operator === 'IN' ? requireValues(filter) : [requireValue(filter)];
  if (filter.operator !== 'EQ' && filter.operator !== 'IN') {
    throw invalidInput(`The operator ${filter.operator} is not supported for ${filter.propertyName}.`);
  }
  const tied = new Set(
    ids.flatMap((id) =>
      associationsOf(state, { fromType: toType, fromId: id, toType: objectType }).map(({ toId }) => toId),
    ),
  );
  return (record) => tied.has(record.id);
}

function requireValue({ value, operator, propertyName }: SearchFilter): string {
  if (typeof value === 'string') return value;
  throw invalidInput(`The filter on ${propertyName} with the operator ${operator} needs a value.`);
}

function requireHighValue({ highValue, propertyName }: SearchFilter): string {
  if (typeof highValue === 'string') return highValue;
  throw invalidInput(`The filter on ${propertyName} with the operator BETWEEN needs a highValue.`);
}

function requireValues({ values, operator, propertyName }: SearchFilter): readonly string[] {
  const given = values ?? [];
  if (given.length > 0) return given;
  throw invalidInput(`The filter on ${propertyName} with the operator ${operator} needs values.`);
}
