import type { CrmPropertyDefinition } from '#contracts';
import { getWorkspace } from '#modules/workspaces';
import type { Context } from '#platform/context';
import { describeCrm } from './describe-crm.ts';
import type { CrmRecordRow } from './schema.ts';

interface Place {
  readonly objectType: string | null;
  readonly property: string;
}

/** How people call fields of the CRM, and what they read in place of the values that the CRM keeps. */
export interface ValueWords {
  field(place: Place): string;
  /** Stages, owners and options by their names, days, sums and numbers written out; null where there is nothing. */
  value(place: Place & { readonly value: string | null; readonly record?: CrmRecordRow | null }): string | null;
  /** The name of a stage, an owner or an option; null for what is written out itself, as a day or a number. */
  named(place: Place & { readonly value: string }): string | null;
}

const unread = { objectType: 'deal' as const, fieldType: '', options: [], readOnly: false, isMoney: false };

/** What each deal has, for the time in which the CRM has not been asked how it describes itself. */
const ofEachDeal: Readonly<Record<string, CrmPropertyDefinition>> = {
  amount: { ...unread, name: 'amount', label: 'Amount', type: 'number', isMoney: true },
  closedate: { ...unread, name: 'closedate', label: 'Close date', type: 'datetime' },
  dealname: { ...unread, name: 'dealname', label: 'Deal name', type: 'string' },
  dealstage: { ...unread, name: 'dealstage', label: 'Deal stage', type: 'string' },
  hs_next_step: { ...unread, name: 'hs_next_step', label: 'Next step', type: 'string' },
  hubspot_owner_id: { ...unread, name: 'hubspot_owner_id', label: 'Deal owner', type: 'string' },
};

/** Reads once how the CRM describes itself. What it does not describe is shown as it stands. */
export async function readValueWords(ctx: Context): Promise<ValueWords> {
  const { owners, pipelines, properties } = await describeCrm({ ctx, input: { objectType: null } });
  const { currency } = await getWorkspace({ ctx });
  const stages = new Map(pipelines.flatMap((one) => one.stages.map(({ externalId, label }) => [externalId, label])));
  const ownerNames = new Map(owners.map(({ externalId, name }) => [externalId, name]));
  const definitions = new Map(properties.map((one) => [`${one.objectType} ${one.name}`, one]));
  function definitionOf({ objectType, property }: Place): CrmPropertyDefinition | undefined {
    return (
      definitions.get(`${objectType ?? ''} ${property}`) ?? (objectType === 'deal' ? ofEachDeal[property] : undefined)
    );
  }
  function nameOf({ value, ...place }: Place & { readonly value: string }): string | null {
    if (place.property === 'hubspot_owner_id') return ownerNames.get(value) ?? value;
    if (place.property === 'dealstage' || place.property === 'hs_pipeline_stage') return stages.get(value) ?? value;
    const definition = definitionOf(place);
    return definition?.type === 'enumeration' ? optionNames(definition, value) : null;
  }
  return {
    named: nameOf,
    field: (place) => definitionOf(place)?.label ?? place.property,
    value: ({ value, record = null, ...place }) => {
      if (value === null || value.trim() === '') return null;
      const name = nameOf({ ...place, value });
      if (name !== null) return name;
      const definition = definitionOf(place);
      const sum = record?.properties['deal_currency_code'] ?? currency;
      // A close date is a day, though the CRM keeps an instant of it.
      const isDay = place.property === 'closedate';
      return definition === undefined ? plainDay(value) : worded({ definition, value, currency: sum, isDay });
    },
  };
}

function worded({
  definition,
  value,
  currency,
  isDay,
}: {
  definition: CrmPropertyDefinition;
  value: string;
  currency: string;
  isDay: boolean;
}): string {
  const { type, isMoney } = definition;
  switch (type) {
    case 'date':
      return dayInWords(value) ?? value;
    case 'datetime':
      return (isDay ? dayInWords(value) : instantInWords(value)) ?? value;
    case 'number':
      return numberInWords({ value, currency: isMoney ? currency : null });
    case 'bool':
      return { true: 'Yes', false: 'No' }[value.toLowerCase()] ?? value;
    case 'enumeration':
      return optionNames(definition, value);
    case 'string':
    case 'phone_number':
    case 'other':
      return value;
  }
}

function optionNames({ options }: CrmPropertyDefinition, value: string): string {
  return value
    .split(';')
    .filter((option) => option !== '')
    .map((option) => options.find((one) => one.value === option)?.label ?? option)
    .join(', ');
}

function plainDay(value: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? (dayInWords(value) ?? value) : value;
}

/** The CRM keeps a day as it was written, as its midnight in UTC, or as that in milliseconds. */
function instantOf(value: string): Date | null {
  const instant = /^\d{11,}$/.test(value) ? Number(value) : Date.parse(value);
  return Number.isNaN(instant) ? null : new Date(instant);
}

/** As in `Fri, Dec 11, 2026`; null for what is no day. */
export function dayInWords(value: string): string | null {
  const options = { weekday: 'short', month: 'short', day: 'numeric', year: 'numeric', timeZone: 'UTC' } as const;
  return instantOf(value)?.toLocaleDateString('en-US', options) ?? null;
}

function instantInWords(value: string): string | null {
  const iso = instantOf(value)?.toISOString() ?? '';
  const time = iso.slice(11, 16);
  const day = dayInWords(value);
  return day === null || time === '00:00' ? day : `${day}, ${time} UTC`;
}

/** A value that is no number is shown as it stands. */
function numberInWords({ value, currency }: { value: string; currency: string | null }): string {
  const amount = Number(value);
  if (!Number.isFinite(amount)) return value;
  if (currency === null) return amount.toLocaleString('en-US', { maximumFractionDigits: 6 });
  const digits = Number.isInteger(amount) ? { maximumFractionDigits: 0 } : {};
  return amount.toLocaleString('en-US', { style: 'currency', currency, ...digits });
}
