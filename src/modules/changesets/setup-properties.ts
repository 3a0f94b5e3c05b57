import type { FieldNames } from './policy/policy.ts';

export interface SetupProperty {
  readonly field: keyof FieldNames;
  readonly objectType: 'contact' | 'deal';
  readonly label: string;
  readonly propertyType: 'string' | 'enumeration' | 'date';
  readonly fieldType: 'textarea' | 'select' | 'date';
  readonly description: string;
  readonly options?: readonly { readonly value: string; readonly label: string }[];
}

const moods = ['positive', 'neutral', 'mixed', 'negative'];

/** What Sophia fills in; a competitor field is used where there is one and never made. */
export const setupProperties: readonly SetupProperty[] = [
  {
    field: 'lastCallSentiment',
    objectType: 'contact',
    label: 'Last call: mood',
    propertyType: 'enumeration',
    fieldType: 'select',
    description: 'How the buyer’s side sounded in the last call, found out by Sophia.',
    options: moods.map((mood) => ({ value: mood, label: `${mood.slice(0, 1).toUpperCase()}${mood.slice(1)}` })),
  },
  {
    field: 'lastCallDate',
    objectType: 'contact',
    label: 'Last call: day',
    propertyType: 'date',
    fieldType: 'date',
    description: 'The day of the last call that Sophia has analyzed.',
  },
  {
    field: 'lastCallSummary',
    objectType: 'contact',
    label: 'Last call: summary',
    propertyType: 'string',
    fieldType: 'textarea',
    description: 'What the last call was about, in the words that were said.',
  },
  {
    field: 'nextSteps',
    objectType: 'deal',
    label: 'Next steps',
    propertyType: 'string',
    fieldType: 'textarea',
    description: 'What both sides promised in the last call, with who and by when.',
  },
  {
    field: 'riskFactors',
    objectType: 'deal',
    label: 'Risk factors',
    propertyType: 'string',
    fieldType: 'textarea',
    description: 'What endangers the deal, by the last call.',
  },
];

/** Whether a setup makes that property where the CRM lacks it. */
export function isMadeBySetup({
  fields,
  objectType,
  name,
}: {
  fields: FieldNames;
  objectType: string;
  name: string;
}): boolean {
  return setupProperties.some((property) => property.objectType === objectType && fields[property.field] === name);
}
