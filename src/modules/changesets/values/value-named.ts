import type { ValueQuestion } from './check-value.ts';
import { valueTypeOf } from './value-type-of.ts';

/**
 * What a person means who wrote a stage, an option or an owner as people call it; as it was written where nothing is
 * called so, several are, or it is already what the CRM keeps.
 */
export function valueNamed({ value, definition, pipeline, owners }: ValueQuestion): string {
  switch (valueTypeOf(definition)) {
    case 'stage':
      return idCalled(
        value,
        (pipeline?.stages ?? []).map(({ externalId: id, label }) => ({ id, label })),
      );
    case 'owner':
      return idCalled(
        value,
        owners.filter(({ active }) => active).map(({ externalId: id, name: label }) => ({ id, label })),
      );
    case 'enumeration': {
      const options = definition.options.map(({ value: id, label }) => ({ id, label }));
      if (definition.fieldType !== 'checkbox') return idCalled(value, options);
      return value
        .split(/[;,]/)
        .map((part) => idCalled(part.trim(), options))
        .join(';');
    }
    default:
      return value;
  }
}

function idCalled(written: string, named: readonly { readonly id: string; readonly label: string }[]): string {
  if (named.some(({ id }) => id === written)) return written;
  const wanted = written.trim().toLowerCase();
  const [only, ...others] = named.filter(({ label }) => label.trim().toLowerCase() === wanted);
  return only === undefined || others.length > 0 ? written : only.id;
}
