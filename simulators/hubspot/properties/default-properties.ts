import { type ObjectType, objectTypes } from '../object-types.ts';
import type { PropertyDefinition, PropertyGroup } from '../state.ts';

type Row = readonly [
  name: string,
  label: string,
  type: PropertyDefinition['type'],
  fieldType: PropertyDefinition['fieldType'],
  options?: readonly string[],
];

const owner: Row = ['hubspot_owner_id', 'Owner', 'enumeration', 'select'];
const ownerAssigned: Row = ['hubspot_owner_assigneddate', 'Owner assigned date', 'datetime', 'date'];
const timestamp: Row = ['hs_timestamp', 'Activity date', 'datetime', 'date'];

/** Contacts, companies, deals, leads and line items as an account has them before anybody adds a property. */
const recordRows = {
  contacts: [
    ['firstname', 'First name', 'string', 'text'],
    ['lastname', 'Last name', 'string', 'text'],
    ['email', 'Email', 'string', 'text'],
    ['hs_additional_emails', 'Additional email addresses', 'enumeration', 'checkbox'],
    ['phone', 'Phone number', 'string', 'phonenumber'],
    ['mobilephone', 'Mobile phone number', 'string', 'phonenumber'],
    ['jobtitle', 'Job title', 'string', 'text'],
    ['company', 'Company name', 'string', 'text'],
    ['website', 'Website URL', 'string', 'text'],
    ['city', 'City', 'string', 'text'],
    ['state', 'State/Region', 'string', 'text'],
    ['hs_timezone', 'Time zone', 'string', 'text'],
    ['lifecyclestage', 'Lifecycle stage', 'enumeration', 'radio', ['lead', 'opportunity', 'customer', 'other']],
    ['hs_lead_status', 'Lead status', 'enumeration', 'radio', ['NEW', 'OPEN', 'IN_PROGRESS', 'UNQUALIFIED']],
    [
      'hs_buying_role',
      'Buying role',
      'enumeration',
      'checkbox',
      [
        'BLOCKER',
        'BUDGET_HOLDER',
        'CHAMPION',
        'DECISION_MAKER',
        'END_USER',
        'EXECUTIVE_SPONSOR',
        'INFLUENCER',
        'LEGAL_AND_COMPLIANCE',
        'OTHER',
      ],
    ],
    owner,
    ownerAssigned,
  ],
  companies: [
    ['name', 'Company name', 'string', 'text'],
    ['domain', 'Company domain name', 'string', 'text'],
    ['website', 'Website URL', 'string', 'text'],
    ['phone', 'Phone number', 'string', 'phonenumber'],
    ['city', 'City', 'string', 'text'],
    ['state', 'State/Region', 'string', 'text'],
    ['timezone', 'Time zone', 'string', 'text'],
    ['industry', 'Industry', 'string', 'text'],
    ['description', 'Description', 'string', 'textarea'],
    ['numberofemployees', 'Number of employees', 'number', 'number'],
    ['units_managed', 'Units managed', 'number', 'number'],
    ['segment', 'Segment', 'enumeration', 'select', ['small', 'mid', 'large']],
    ['lifecyclestage', 'Lifecycle stage', 'enumeration', 'radio', ['lead', 'opportunity', 'customer', 'other']],
    owner,
    ownerAssigned,
  ],
  deals: [
    ['dealname', 'Deal name', 'string', 'text'],
    ['amount', 'Amount', 'number', 'number'],
    ['deal_currency_code', 'Currency', 'enumeration', 'select', ['USD', 'CAD', 'EUR', 'GBP']],
    ['closedate', 'Close date', 'datetime', 'date'],
    ['pipeline', 'Pipeline', 'enumeration', 'select'],
    ['dealstage', 'Deal stage', 'enumeration', 'radio'],
    ['dealtype', 'Deal type', 'enumeration', 'radio', ['newbusiness', 'existingbusiness']],
    ['description', 'Description', 'string', 'textarea'],
    ['hs_next_step', 'Next step', 'string', 'text'],
    ['hs_priority', 'Priority', 'enumeration', 'select', ['low', 'medium', 'high']],
    ['closed_lost_reason', 'Closed lost reason', 'string', 'textarea'],
    ['closed_won_reason', 'Closed won reason', 'string', 'textarea'],
    [
      'hs_manual_forecast_category',
      'Forecast category',
      'enumeration',
      'select',
      ['OMIT', 'PIPELINE', 'BEST_CASE', 'COMMIT', 'CLOSED'],
    ],
    ['hs_is_closed', 'Is deal closed?', 'bool', 'calculation_equation'],
    ['hs_is_closed_won', 'Is closed won', 'bool', 'calculation_equation'],
    ['hs_deal_stage_probability', 'Deal probability', 'number', 'calculation_equation'],
    owner,
    ownerAssigned,
  ],
  leads: [
    ['hs_lead_name', 'Lead name', 'string', 'text'],
    ['hs_lead_type', 'Lead type', 'enumeration', 'select', ['NEW BUSINESS', 'UPSELL', 'RE-ATTEMPTING']],
    ['hs_lead_label', 'Lead label', 'enumeration', 'select', ['HOT', 'WARM', 'COLD']],
    ['hs_pipeline', 'Pipeline', 'enumeration', 'select'],
    ['hs_pipeline_stage', 'Lead pipeline stage', 'enumeration', 'select'],
    ['hs_associated_contact_firstname', 'Associated contact first name', 'string', 'text'],
    ['hs_associated_contact_lastname', 'Associated contact last name', 'string', 'text'],
    ['hs_associated_contact_email', 'Associated contact email', 'string', 'text'],
    ['hs_associated_company_name', 'Associated company name', 'string', 'text'],
    ['hs_associated_company_domain', 'Associated company domain', 'string', 'text'],
    owner,
    ownerAssigned,
  ],
  line_items: [
    ['name', 'Name', 'string', 'text'],
    ['description', 'Description', 'string', 'textarea'],
    ['quantity', 'Quantity', 'number', 'number'],
    ['price', 'Unit price', 'number', 'number'],
    ['amount', 'Net price', 'number', 'number'],
    ['hs_product_id', 'Product ID', 'string', 'text'],
    ['hs_sku', 'SKU', 'string', 'text'],
    ['hs_line_item_currency_code', 'Currency', 'enumeration', 'select', ['USD', 'CAD', 'EUR', 'GBP']],
  ],
} satisfies Partial<Record<ObjectType, readonly Row[]>>;

const activityRows = {
  tasks: [
    timestamp,
    ['hs_task_subject', 'Task title', 'string', 'text'],
    ['hs_task_body', 'Task notes', 'string', 'html'],
    [
      'hs_task_status',
      'Task status',
      'enumeration',
      'select',
      ['NOT_STARTED', 'IN_PROGRESS', 'WAITING', 'DEFERRED', 'COMPLETED'],
    ],
    ['hs_task_priority', 'Priority', 'enumeration', 'select', ['NONE', 'LOW', 'MEDIUM', 'HIGH']],
    ['hs_task_type', 'Task type', 'enumeration', 'select', ['EMAIL', 'CALL', 'TODO']],
    ['hs_task_reminders', 'Reminders', 'string', 'text'],
    owner,
  ],
  notes: [
    timestamp,
    ['hs_note_body', 'Note body', 'string', 'html'],
    ['hs_attachment_ids', 'Attached file ids', 'string', 'text'],
    owner,
  ],
  calls: [
    timestamp,
    ['hs_call_title', 'Call title', 'string', 'text'],
    ['hs_call_body', 'Call notes', 'string', 'html'],
    ['hs_call_direction', 'Call direction', 'enumeration', 'select', ['INBOUND', 'OUTBOUND']],
    ['hs_call_disposition', 'Call outcome', 'string', 'text'],
    ['hs_call_duration', 'Call duration', 'number', 'number'],
    ['hs_call_from_number', 'From number', 'string', 'phonenumber'],
    ['hs_call_to_number', 'To number', 'string', 'phonenumber'],
    ['hs_call_recording_url', 'Recording URL', 'string', 'text'],
    [
      'hs_call_status',
      'Call status',
      'enumeration',
      'select',
      [
        'BUSY',
        'CALLING_CRM_USER',
        'CANCELED',
        'COMPLETED',
        'CONNECTING',
        'FAILED',
        'IN_PROGRESS',
        'NO_ANSWER',
        'QUEUED',
        'RINGING',
      ],
    ],
    ['hs_call_source', 'Call source', 'string', 'text'],
    ['hs_activity_type', 'Call and meeting type', 'string', 'text'],
    owner,
  ],
  meetings: [
    timestamp,
    ['hs_meeting_title', 'Meeting name', 'string', 'text'],
    ['hs_meeting_body', 'Meeting description', 'string', 'html'],
    ['hs_internal_meeting_notes', 'Internal meeting notes', 'string', 'html'],
    ['hs_meeting_external_url', 'External URL', 'string', 'text'],
    ['hs_meeting_location', 'Location', 'string', 'text'],
    ['hs_meeting_start_time', 'Meeting start time', 'datetime', 'date'],
    ['hs_meeting_end_time', 'Meeting end time', 'datetime', 'date'],
    [
      'hs_meeting_outcome',
      'Meeting outcome',
      'enumeration',
      'select',
      ['SCHEDULED', 'COMPLETED', 'RESCHEDULED', 'NO_SHOW', 'CANCELED'],
    ],
    ['hs_activity_type', 'Call and meeting type', 'string', 'text'],
    owner,
  ],
  emails: [
    timestamp,
    ['hs_email_direction', 'Email direction', 'enumeration', 'select', ['EMAIL', 'INCOMING_EMAIL', 'FORWARDED_EMAIL']],
    ['hs_email_html', 'Email body', 'string', 'html'],
    ['hs_email_text', 'Text body', 'string', 'textarea'],
    ['hs_email_subject', 'Email subject', 'string', 'text'],
    [
      'hs_email_status',
      'Email send status',
      'enumeration',
      'select',
      ['BOUNCED', 'FAILED', 'SCHEDULED', 'SENDING', 'SENT'],
    ],
    ['hs_email_headers', 'Email headers', 'string', 'textarea'],
    ['hs_email_from_email', 'Email from address', 'string', 'text'],
    ['hs_email_from_firstname', 'Email from first name', 'string', 'text'],
    ['hs_email_from_lastname', 'Email from last name', 'string', 'text'],
    ['hs_email_to_email', 'Email to address', 'string', 'text'],
    owner,
  ],
} satisfies Partial<Record<ObjectType, readonly Row[]>>;

/** Listed options that this set of properties takes beyond them; HubSpot fills them from elsewhere. */
const externalOptions = new Set([
  'hubspot_owner_id',
  'pipeline',
  'dealstage',
  'hs_pipeline',
  'hs_pipeline_stage',
  'hs_additional_emails',
]);
const readOnly = new Set([
  'hs_additional_emails',
  'hubspot_owner_assigneddate',
  'hs_is_closed',
  'hs_is_closed_won',
  'hs_deal_stage_probability',
  'hs_associated_contact_firstname',
  'hs_associated_contact_lastname',
  'hs_associated_contact_email',
  'hs_associated_company_name',
  'hs_associated_company_domain',
  'hs_email_from_email',
  'hs_email_from_firstname',
  'hs_email_from_lastname',
  'hs_email_to_email',
]);

export function defaultProperties(createdAtMs: number): Record<ObjectType, Record<string, PropertyDefinition>> {
  const rows: Record<ObjectType, readonly Row[]> = { ...recordRows, ...activityRows };
  return byObjectType((objectType) => {
    const system = systemRows(objectType);
    const definitions = [
      ...rows[objectType].map((row) => define({ row, objectType, createdAtMs, isSystem: readOnly.has(row[0]) })),
      ...system.map((row) => define({ row, objectType, createdAtMs, isSystem: true })),
    ];
    return Object.fromEntries(definitions.map((definition) => [definition.name, definition]));
  });
}

export function defaultGroups(): Record<ObjectType, Record<string, PropertyGroup>> {
  return byObjectType((objectType) => {
    const name = groupOf(objectType);
    const { singular } = objectTypes[objectType];
    const label = `${singular.charAt(0).toUpperCase()}${singular.slice(1)} information`;
    return { [name]: { name, label, displayOrder: 0, archived: false } };
  });
}

/** An entry for every type of object. */
export function byObjectType<Value>(make: (objectType: ObjectType) => Value): Record<ObjectType, Value> {
  return {
    contacts: make('contacts'),
    companies: make('companies'),
    deals: make('deals'),
    leads: make('leads'),
    line_items: make('line_items'),
    tasks: make('tasks'),
    notes: make('notes'),
    calls: make('calls'),
    meetings: make('meetings'),
    emails: make('emails'),
  };
}

function systemRows(objectType: ObjectType): readonly Row[] {
  const { createdProperty, modifiedProperty } = objectTypes[objectType];
  return [
    ['hs_object_id', 'Record ID', 'number', 'number'],
    [createdProperty, 'Create date', 'datetime', 'date'],
    ...(createdProperty === 'createdate' ? [['hs_createdate', 'Object create date', 'datetime', 'date'] as const] : []),
    [modifiedProperty, 'Last modified date', 'datetime', 'date'],
    ['hs_merged_object_ids', 'Merged object IDs', 'string', 'text'],
  ];
}

function groupOf(objectType: ObjectType): string {
  const { singular, createdProperty } = objectTypes[objectType];
  return createdProperty === 'createdate' ? `${singular}information` : singular;
}

function define(made: {
  row: Row;
  objectType: ObjectType;
  createdAtMs: number;
  isSystem: boolean;
}): PropertyDefinition {
  const [name, label, type, fieldType, options = []] = made.row;
  return {
    name,
    label,
    description: '',
    type,
    fieldType,
    groupName: groupOf(made.objectType),
    options: options.map((value, displayOrder) => ({ label: labelOf(value), value, displayOrder, hidden: false })),
    displayOrder: -1,
    hasUniqueValue: name === 'hs_object_id',
    hidden: false,
    formField: false,
    calculated: fieldType === 'calculation_equation',
    externalOptions: externalOptions.has(name),
    hubspotDefined: name !== 'units_managed' && name !== 'segment',
    readOnlyValue: made.isSystem,
    createdAtMs: made.createdAtMs,
    updatedAtMs: made.createdAtMs,
    archivedAtMs: null,
  };
}

/** Labels that are not their value with a capital. */
const ownLabels: Readonly<Record<string, string>> = {
  newbusiness: 'New Business',
  existingbusiness: 'Existing Business',
  USD: 'USD',
  CAD: 'CAD',
  EUR: 'EUR',
  GBP: 'GBP',
};

function labelOf(value: string): string {
  const own = ownLabels[value];
  if (own !== undefined) return own;
  const words = value.toLowerCase().replaceAll('_', ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
