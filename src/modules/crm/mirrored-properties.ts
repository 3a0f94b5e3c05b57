import type { CrmRecordType } from '#contracts';

/** Values that the mirror holds with their history: what a change may touch, and what a person may have set. */
const tracked: Readonly<Record<CrmRecordType, readonly string[]>> = {
  company: ['name', 'domain', 'phone', 'industry', 'lifecyclestage', 'hubspot_owner_id', 'description'],
  contact: [
    'email',
    'firstname',
    'lastname',
    'phone',
    'jobtitle',
    'lifecyclestage',
    'hs_buying_role',
    'hubspot_owner_id',
    'last_call_sentiment',
    'last_call_date',
    'last_call_summary',
  ],
  deal: [
    'dealname',
    'amount',
    'closedate',
    'dealstage',
    'pipeline',
    'dealtype',
    'hubspot_owner_id',
    'description',
    'hs_next_step',
    'next_steps',
    'risk_factors',
    'hs_priority',
    'hs_manual_forecast_category',
    'closed_lost_reason',
    'closed_won_reason',
    'competitor',
    'competitors',
    'main_competitor',
    'primary_competitor',
  ],
  lead: ['hs_lead_name', 'hs_lead_type', 'hs_lead_label', 'hs_pipeline', 'hs_pipeline_stage', 'hubspot_owner_id'],
};

/** Values that it holds as they are today, for matching, duplicates and figures. */
const further: Readonly<Record<CrmRecordType, readonly string[]>> = {
  company: ['website', 'city', 'state', 'hs_additional_domains', 'hs_merged_object_ids', 'numberofemployees'],
  contact: ['mobilephone', 'company', 'hs_additional_emails', 'hs_merged_object_ids', 'city', 'state'],
  deal: [
    'deal_currency_code',
    'hs_merged_object_ids',
    'hs_is_closed',
    'hs_deal_stage_probability',
    'notes_last_updated',
  ],
  lead: [],
};

export interface MirroredProperties {
  readonly properties: readonly string[];
  readonly historyOf: readonly string[];
}

export function mirroredProperties({
  objectType,
  properties = [],
}: {
  objectType: CrmRecordType;
  properties?: readonly string[] | undefined;
}): MirroredProperties {
  const historyOf = [...new Set([...tracked[objectType], ...properties])];
  return { historyOf, properties: [...new Set([...historyOf, ...further[objectType]])] };
}
