import type { CrmPropertyDefinition } from '#contracts';
import type { ValueType } from '../policy/policy.ts';

const stageProperties: Readonly<Record<string, readonly string[]>> = {
  deal: ['dealstage', 'pipeline'],
  lead: ['hs_pipeline_stage', 'hs_pipeline'],
};

/** The kind of value that a property takes, as policies speak of it. */
export function valueTypeOf(definition: CrmPropertyDefinition): ValueType {
  if (stageProperties[definition.objectType]?.includes(definition.name) === true) return 'stage';
  if (definition.name === 'hubspot_owner_id') return 'owner';
  if (definition.isMoney || (definition.objectType === 'deal' && definition.name === 'amount')) return 'money';
  switch (definition.type) {
    case 'number':
      return 'number';
    case 'date':
    case 'datetime':
      return 'date';
    case 'enumeration':
      return 'enumeration';
    case 'bool':
      return 'boolean';
    case 'string':
    case 'phone_number':
    case 'other':
      return 'text';
  }
}
