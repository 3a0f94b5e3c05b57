import { z } from 'zod';
import { HubspotProblem } from './hubspot-problem.ts';

export const ObjectType = z.enum([
  'contacts',
  'companies',
  'deals',
  'leads',
  'line_items',
  'tasks',
  'notes',
  'calls',
  'meetings',
  'emails',
]);
export type ObjectType = z.infer<typeof ObjectType>;

interface ObjectTypeFacts {
  /** HubSpot's number of the type, which stands in associations and paths. */
  readonly typeId: string;
  readonly singular: string;
  /** The middle of a scope: `crm.objects.<scope>.read`. Activities are read with the right to contacts. */
  readonly scope: 'contacts' | 'companies' | 'deals' | 'leads' | 'line_items';
  readonly createdProperty: 'createdate' | 'hs_createdate';
  readonly modifiedProperty: 'lastmodifieddate' | 'hs_lastmodifieddate';
  readonly defaultProperties: readonly string[];
  readonly searchDefaults: readonly string[];
  /** What the free text of a search looks through. */
  readonly searched: readonly string[];
  /** What the record is called on the inspector pages. */
  readonly titled: readonly string[];
  /** The properties that name its pipeline and its stage of it. */
  readonly piped?: { readonly pipeline: string; readonly stage: string };
}

const activity = {
  scope: 'contacts',
  createdProperty: 'hs_createdate',
  modifiedProperty: 'hs_lastmodifieddate',
  defaultProperties: [],
  searchDefaults: [],
} as const;

export const objectTypes: Readonly<Record<ObjectType, ObjectTypeFacts>> = {
  contacts: {
    typeId: '0-1',
    singular: 'contact',
    scope: 'contacts',
    createdProperty: 'createdate',
    modifiedProperty: 'lastmodifieddate',
    defaultProperties: ['firstname', 'lastname', 'email'],
    searchDefaults: ['firstname', 'lastname', 'email'],
    searched: ['firstname', 'lastname', 'email', 'phone', 'hs_additional_emails', 'mobilephone', 'company'],
    titled: ['firstname', 'lastname'],
  },
  companies: {
    typeId: '0-2',
    singular: 'company',
    scope: 'companies',
    createdProperty: 'createdate',
    modifiedProperty: 'hs_lastmodifieddate',
    defaultProperties: ['name', 'domain'],
    searchDefaults: ['name', 'domain'],
    searched: ['website', 'phone', 'name', 'domain'],
    titled: ['name'],
  },
  deals: {
    typeId: '0-3',
    singular: 'deal',
    scope: 'deals',
    createdProperty: 'createdate',
    modifiedProperty: 'hs_lastmodifieddate',
    defaultProperties: ['dealname', 'amount', 'closedate', 'pipeline', 'dealstage'],
    searchDefaults: ['dealname', 'amount', 'closedate', 'pipeline', 'dealstage'],
    searched: ['dealname', 'pipeline', 'dealstage', 'description', 'dealtype'],
    titled: ['dealname'],
    piped: { pipeline: 'pipeline', stage: 'dealstage' },
  },
  leads: {
    typeId: '0-136',
    singular: 'lead',
    scope: 'leads',
    createdProperty: 'hs_createdate',
    modifiedProperty: 'hs_lastmodifieddate',
    defaultProperties: [],
    searchDefaults: [],
    searched: [
      'hs_lead_name',
      'hs_associated_contact_firstname',
      'hs_associated_contact_lastname',
      'hs_associated_contact_email',
      'hs_associated_company_name',
      'hs_associated_company_domain',
    ],
    titled: ['hs_lead_name'],
    piped: { pipeline: 'hs_pipeline', stage: 'hs_pipeline_stage' },
  },
  line_items: {
    typeId: '0-8',
    singular: 'line_item',
    scope: 'line_items',
    createdProperty: 'createdate',
    modifiedProperty: 'hs_lastmodifieddate',
    defaultProperties: ['name', 'quantity', 'price', 'amount'],
    searchDefaults: ['name', 'quantity', 'price', 'amount'],
    searched: ['name', 'description'],
    titled: ['name'],
  },
  tasks: {
    ...activity,
    typeId: '0-27',
    singular: 'task',
    searched: ['hs_task_body', 'hs_task_subject'],
    titled: ['hs_task_subject'],
  },
  notes: { ...activity, typeId: '0-46', singular: 'note', searched: ['hs_note_body'], titled: ['hs_note_body'] },
  calls: {
    ...activity,
    typeId: '0-48',
    singular: 'call',
    searched: ['hs_call_title', 'hs_body_preview'],
    titled: ['hs_call_title'],
  },
  meetings: {
    ...activity,
    typeId: '0-47',
    singular: 'meeting',
    searched: ['hs_meeting_title', 'hs_meeting_body'],
    titled: ['hs_meeting_title'],
  },
  emails: {
    ...activity,
    typeId: '0-49',
    singular: 'email',
    searched: ['hs_email_subject'],
    titled: ['hs_email_subject'],
  },
};

/** HubSpot takes the plural, the singular and the number of a type in a path. */
export function findObjectType(named: string): ObjectType | null {
  const lower = named.toLowerCase();
  const found = ObjectType.options.find((type) => {
    const facts = objectTypes[type];
    return type === lower || facts.singular === lower || facts.typeId === lower;
  });
  return found ?? null;
}

export function requireObjectType(named: string): ObjectType {
  const found = findObjectType(named);
  if (found === null) {
    throw new HubspotProblem({
      status: 400,
      category: 'VALIDATION_ERROR',
      message: `Unable to infer object type from: ${named}`,
    });
  }
  return found;
}
