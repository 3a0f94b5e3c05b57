import {
  type CrmRecordRow,
  listAssociatedOf,
  listDefinitions,
  listDuplicates,
  listPropertyChanges,
} from '#modules/crm';
import type { Context } from '#platform/context';
import type { DealFacts } from './choose-deal.ts';
import type { FoundRecords } from './find-links.ts';
import { lifeOf } from './life-of.ts';

const mostStages = 100;
const mostDuplicates = 200;

/** The deals of the contacts and companies of a call; of two that seem to be one, only one. */
export async function loadDeals({ ctx, found }: { ctx: Context; found: FoundRecords }): Promise<DealFacts[]> {
  const deals = new Map<string, { deal: CrmRecordRow; contactsInCall: string[] }>();
  const records = [...found.contacts, ...found.companies];
  const recordIds = records.map(({ recordId }) => recordId);
  const dealsOf = await listAssociatedOf({ ctx, input: { recordIds, toTypes: ['deal'] } });
  for (const record of records) {
    for (const deal of dealsOf.get(record.recordId) ?? []) {
      const known = deals.get(deal.recordId) ?? { deal, contactsInCall: [] };
      if (record.objectType === 'contact') known.contactsInCall.push(record.name ?? 'a contact in the call');
      deals.set(deal.recordId, known);
    }
  }
  const pipelines = await listDefinitions({ ctx, input: { kind: 'pipeline', scope: 'deal' } });
  const facts: DealFacts[] = [];
  for (const { deal, contactsInCall } of deals.values()) {
    const { recordId, name, createdAt, ownerId } = deal;
    const input = { recordId, properties: ['dealstage'], limit: mostStages };
    const { changes } = await listPropertyChanges({ ctx, input });
    const stageId = deal.properties['dealstage'] ?? null;
    const life = lifeOf({ stageId, closedOn: deal.properties['closedate'] ?? createdAt, changes, pipelines });
    facts.push({ recordId, name, createdAt, ownerId, contactsInCall, ...life });
  }
  return facts.length < 2 ? facts : joinDuplicates({ ctx, facts });
}

/** Nothing is merged by it: the one that people work with stands for both, with the contacts of either. */
async function joinDuplicates({ ctx, facts }: { ctx: Context; facts: readonly DealFacts[] }): Promise<DealFacts[]> {
  const pairs = await listDuplicates({ ctx, input: { objectType: 'deal', state: null, limit: mostDuplicates } });
  const joined = new Map(facts.map((deal) => [deal.recordId, deal]));
  for (const { kept, other, state } of pairs) {
    const one = joined.get(kept.recordId);
    const two = joined.get(other.recordId);
    if (one === undefined || two === undefined || state === 'rejected' || state === 'cleared') continue;
    const [chosen, left] = workedWith(two) > workedWith(one) ? [two, one] : [one, two];
    const contactsInCall = [...new Set([...chosen.contactsInCall, ...left.contactsInCall])];
    joined.set(chosen.recordId, { ...chosen, contactsInCall });
    joined.delete(left.recordId);
  }
  return [...joined.values()];
}

function workedWith({ contactsInCall, movedAt }: DealFacts): number {
  return contactsInCall.length + movedAt.length;
}
