import type { CrmOwner, CrmPipeline, CrmPropertyDefinition } from '#contracts';
import { valueTypeOf } from './value-type-of.ts';

export interface ValueQuestion {
  readonly value: string;
  readonly definition: CrmPropertyDefinition;
  /** The pipeline that the deal is in; null for other records, or where the mirror does not know it. */
  readonly pipeline: CrmPipeline | null;
  readonly owners: readonly CrmOwner[];
}

/** The value as the CRM takes it, or why it is not written. */
export type CheckedValue =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly reason: string };

const textLimit = 65_536;

/** An exact option, a real day, a number, an active owner, a stage of the record's own pipeline: or nothing. */
export function checkValue(question: ValueQuestion): CheckedValue {
  const { value, definition } = question;
  if (definition.readOnly) return no(`${definition.label} cannot be written: the CRM fills it itself.`);
  if (value === '') return { ok: true, value };
  switch (valueTypeOf(definition)) {
    case 'text':
      return checkText({ value, definition });
    case 'money':
    case 'number':
      return checkNumber({ value, definition });
    case 'date':
      return checkDate({ value, definition });
    case 'boolean':
      return checkOption({ value, definition, options: ['true', 'false'] });
    case 'enumeration':
      return checkEnumeration({ value, definition });
    case 'owner':
      return checkOwner(question);
    case 'stage':
      return checkStage(question);
  }
}

type Simple = Pick<ValueQuestion, 'value' | 'definition'>;

function no(reason: string): CheckedValue {
  return { ok: false, reason };
}

function checkText({ value, definition }: Simple): CheckedValue {
  if (value.includes('\u0000')) return no(`${definition.label} takes no zero character.`);
  if (value.length > textLimit) {
    return no(`${definition.label} takes ${textLimit} characters, found ${value.length}: nothing is cut off.`);
  }
  return { ok: true, value };
}

function checkNumber({ value, definition }: Simple): CheckedValue {
  if (!/^-?\d{1,15}(\.\d{1,6})?$/.test(value)) {
    return no(`${definition.label} takes a number such as 48600.50, found "${value}".`);
  }
  return { ok: true, value };
}

function checkDate({ value, definition }: Simple): CheckedValue {
  const asked = definition.type === 'datetime' ? 'an instant such as 2026-10-30T15:00:00Z' : 'a day such as 2026-10-30';
  const day = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z)?$/.exec(value);
  const parsed = new Date(`${day?.[1] ?? ''}T00:00:00Z`);
  const real = day !== null && !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day[1] ?? ' ');
  const fits = definition.type === 'datetime' || day?.[2] === undefined || day[2].startsWith('T00:00');
  if (!real || !fits) return no(`${definition.label} takes ${asked}, found "${value}".`);
  return { ok: true, value };
}

function checkEnumeration({ value, definition }: Simple): CheckedValue {
  const options = definition.options.map((option) => option.value);
  if (definition.fieldType !== 'checkbox') return checkOption({ value, definition, options });
  const chosen = value.split(';').filter((part) => part !== '');
  const wrong = chosen.find((part) => !options.includes(part));
  return wrong === undefined
    ? { ok: true, value: [...new Set(chosen)].join(';') }
    : checkOption({ value: wrong, definition, options });
}

function checkOption({ value, definition, options }: Simple & { options: readonly string[] }): CheckedValue {
  if (options.includes(value)) return { ok: true, value };
  const known = options.length === 0 ? 'it has no options' : `it takes ${options.join(', ')}`;
  return no(`${definition.label} does not take "${value}": ${known}.`);
}

function checkOwner({ value, definition, owners }: ValueQuestion): CheckedValue {
  const owner = owners.find(({ externalId }) => externalId === value);
  if (owner === undefined) return no(`${definition.label} takes an owner of the CRM, and none has the id ${value}.`);
  if (!owner.active) return no(`${owner.name} no longer works in the CRM and cannot own a record.`);
  return { ok: true, value };
}

function checkStage({ value, definition, pipeline }: ValueQuestion): CheckedValue {
  if (definition.name === 'pipeline') return no('A deal is not moved into another pipeline.');
  if (definition.name === 'hs_pipeline') return no('A lead is not moved into another pipeline.');
  if (pipeline === null) {
    return no(`The pipeline of this ${definition.objectType} is not known, so no stage can be checked against it.`);
  }
  if (pipeline.stages.some(({ externalId }) => externalId === value)) return { ok: true, value };
  const known = pipeline.stages.map(({ label, externalId }) => `${label} (${externalId})`).join(', ');
  return no(`${pipeline.label} has no stage "${value}": it has ${known}.`);
}
