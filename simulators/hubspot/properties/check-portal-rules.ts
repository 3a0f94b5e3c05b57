import { invalidInput, type ProblemDetail } from '../hubspot-problem.ts';
import type { ObjectType } from '../object-types.ts';
import { readProperty } from '../records/read-property.ts';
import type { CrmRecord, HubspotState } from '../state.ts';

/** What the portal requires: of a new record, and with that stage a close date where a write touches the rule. */
export function checkPortalRules(
  state: HubspotState,
  write: { objectType: ObjectType; values: Readonly<Record<string, string>>; record: CrmRecord | null },
): void {
  const { objectType, values, record } = write;
  const missing = state.conditionalRules
    .filter((rule) => {
      const touches = rule.whenProperty in values || rule.requiredProperty in values;
      const holds = valueAfter(rule.whenProperty) === rule.whenValue && valueAfter(rule.requiredProperty) === '';
      return rule.objectType === objectType && touches && holds;
    })
    .map(({ requiredProperty }) => requiredProperty);
  const asked = record === null ? state.requiredOnCreate[objectType] : [];
  missing.push(...asked.filter((property) => valueAfter(property) === '' && !missing.includes(property)));
  if (missing.length === 0) return;
  const errors = missing.map((property): ProblemDetail => {
    const message = `Property "${property}" is required.`;
    return { message, code: 'REQUIRED_PROPERTY_MISSING', context: { propertyName: [property] } };
  });
  throw invalidInput(`Required properties are missing: ${missing.join(', ')}`, errors);

  function valueAfter(property: string): string {
    return values[property] ?? (record === null ? '' : (readProperty(record, { name: property }) ?? ''));
  }
}
