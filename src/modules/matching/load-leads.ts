import { type CrmRecordRow, listAssociatedOf, listDefinitions, listPropertyChanges } from '#modules/crm';
import type { Context } from '#platform/context';
import type { LeadFacts } from './choose-lead.ts';
import type { FoundRecords } from './find-links.ts';
import { lifeOf } from './life-of.ts';

const mostStages = 100;

/** Whether leads can be read, so that one may be made for a call later on. */
export async function readsLeads({ ctx }: { ctx: Context }): Promise<boolean> {
  return (await listDefinitions({ ctx, input: { kind: 'pipeline', scope: 'lead' } })).length > 0;
}

/** The leads of the contacts of a call. Where their stages are kept from us, none: nobody can say which are open. */
export async function loadLeads({ ctx, found }: { ctx: Context; found: FoundRecords }): Promise<LeadFacts[]> {
  const recordIds = found.contacts.map(({ recordId }) => recordId);
  const leadsOf = await listAssociatedOf({ ctx, input: { recordIds, toTypes: ['lead'] } });
  const leads = new Map<string, { lead: CrmRecordRow; contact: string }>();
  for (const contact of found.contacts) {
    for (const lead of leadsOf.get(contact.recordId) ?? []) {
      if (!leads.has(lead.recordId))
        leads.set(lead.recordId, { lead, contact: contact.name ?? 'a contact in the call' });
    }
  }
  if (leads.size === 0) return [];
  const pipelines = await listDefinitions({ ctx, input: { kind: 'pipeline', scope: 'lead' } });
  const facts: LeadFacts[] = [];
  for (const { lead, contact } of pipelines.length === 0 ? [] : leads.values()) {
    const { recordId, name, createdAt, ownerId } = lead;
    const input = { recordId, properties: ['hs_pipeline_stage'], limit: mostStages };
    const { changes } = await listPropertyChanges({ ctx, input });
    const stageId = lead.properties['hs_pipeline_stage'] ?? null;
    const { closedAt } = lifeOf({ stageId, closedOn: createdAt, changes, pipelines });
    facts.push({ recordId, name, createdAt, ownerId, closedAt, contact });
  }
  return facts;
}
