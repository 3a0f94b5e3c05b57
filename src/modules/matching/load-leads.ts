import { listAssociatedOf, listDefinitions, listPropertyChanges } from '#modules/crm';
import type { Context } from '#platform/context';
import type { LeadFacts } from './choose-lead.ts';
import type { FoundRecords } from './find-links.ts';
import { lifeOf } from './life-of.ts';

const mostStages = 100;

/** The leads of the contacts of a call. */
export async function loadLeads({ ctx, found }: { ctx: Context; found: FoundRecords }): Promise<LeadFacts[]> {
  const recordIds = found.contacts.map(({ recordId }) => recordId);
  const leadsOf = await listAssociatedOf({ ctx, input: { recordIds, toTypes: ['lead'] } });
  const facts = new Map<string, LeadFacts>();
  for (const contact of found.contacts) {
    for (const lead of leadsOf.get(contact.recordId) ?? []) {
      const { recordId, name, createdAt, ownerId } = lead;
      const input = { recordId, properties: ['hs_pipeline_stage'], limit: mostStages };
      const { changes } = await listPropertyChanges({ ctx, input });
      const pipelines = await listDefinitions({ ctx, input: { kind: 'pipeline', scope: 'lead' } });
      const stageId = lead.properties['hs_pipeline_stage'] ?? null;
      const { closedAt } = lifeOf({ stageId, closedOn: createdAt, changes, pipelines });
      facts.set(recordId, { recordId, name, createdAt, ownerId, closedAt, contact: contact.name ?? 'a contact' });
    }
  }
  return [...facts.values()];
}
