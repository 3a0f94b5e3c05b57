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

/** What the installed app listens to from the start; each property has a subscription of its own, as HubSpot has it. */
export function defaultSubscriptions(createdAtMs: number): Subscription[] {
  const wanted = Object.entries(watched).flatMap(([object, properties]) => [
    ...kinds.map((kind) => ({ eventType: `${object}.${kind}`, propertyName: null })),
    ...properties.map((propertyName) => ({ eventType: `${object}.propertyChange`, propertyName })),
  ]);
  return [...wanted, { eventType: 'contact.privacyDeletion', propertyName: null }].map((subscription, place) => ({
    ...subscription,
    id: 8_101_001 + place,
    objectTypeId: null,
    active: true,
    createdAtMs,
    updatedAtMs: createdAtMs,
  }));
}
