import { objectTypes } from '../object-types.ts';
import type { Subscription } from '../state.ts';

const kinds = ['creation', 'deletion', 'merge', 'restore', 'associationChange'] as const;
const watched: Readonly<Record<string, readonly string[]>> = {
  contact: [
    'firstname',
    'lastname',
    'email',
    'phone',
    'jobtitle',
    'hs_buying_role',
    'lifecyclestage',
    'hubspot_owner_id',
  ],
  company: ['name', 'domain', 'phone', 'lifecyclestage', 'hubspot_owner_id'],
  deal: [
    'dealname',
    'amount',
    'closedate',
    'pipeline',
    'dealstage',
    'dealtype',
    'description',
    'hs_next_step',
    'hs_manual_forecast_category',
    'hubspot_owner_id',
  ],
};

/** Leads have no events of their own name: they come as those of an object, with its number. */
const watchedOfLeads = [
  'hs_lead_name',
  'hs_lead_type',
  'hs_lead_label',
  'hs_pipeline',
  'hs_pipeline_stage',
  'hubspot_owner_id',
] as const;

/** What the installed app listens to from the start; each property has a subscription of its own, as HubSpot has it. */
export function defaultSubscriptions(createdAtMs: number): Subscription[] {
  const named = Object.entries(watched).flatMap(([object, properties]) => [
    ...kinds.map((kind) => ({ eventType: `${object}.${kind}`, propertyName: null, objectTypeId: null })),
    ...properties.map((propertyName) => ({
      eventType: `${object}.propertyChange`,
      propertyName,
      objectTypeId: null,
    })),
  ]);
  const privacy = { eventType: 'contact.privacyDeletion', propertyName: null, objectTypeId: null };
  return [...named, privacy, ...ofLeads()].map((subscription, place) => ({
    ...subscription,
    id: 8_101_001 + place,
    active: true,
    createdAtMs,
    updatedAtMs: createdAtMs,
  }));
}

function ofLeads() {
  const objectTypeId = objectTypes.leads.typeId;
  return [
    ...(['creation', 'deletion', 'restore', 'associationChange'] as const).map((kind) => ({
      eventType: `object.${kind}`,
      propertyName: null,
      objectTypeId,
    })),
    ...watchedOfLeads.map((propertyName) => ({ eventType: 'object.propertyChange', propertyName, objectTypeId })),
  ];
}
