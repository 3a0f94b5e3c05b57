import { isAllowed } from '#modules/access';
import { listChangeSets } from '#modules/changesets';
import { listCommitments } from '#modules/commitments';
import { listContradictions } from '#modules/contradictions';
import { getDealOverview, listLineItems, readValueWords, resolveRecord } from '#modules/crm';
import { listCallsOfRecord } from '#modules/matching';
import { listWarnings, warningNames } from '#modules/warnings';
import type { OperationOutput } from '#surfaces/local';
import { lineOf } from './list-named-contradictions.ts';
import type { OperationCall } from './operation-call.ts';

const most = 20;

/** A deal with its people, its calls, the promises, contradictions and warnings that are open, and the changes that wait, for whoever may read these. */
export async function showDeal({
  ctx,
  input,
}: Pick<OperationCall<'deals.get'>, 'ctx' | 'input'>): Promise<OperationOutput<'deals.get'>> {
  const { recordId } = await resolveRecord({ ctx, input: { objectType: 'deal', text: input.name } });
  const { deal, company, contacts, owner, stage } = await getDealOverview({ ctx, input: { recordId } });
  const { calls } = await listCallsOfRecord({ ctx, input: { recordId, limit: most } });
  const { commitments } = await listCommitments({
    ctx,
    input: { state: 'open', dealRecordId: recordId, dueBy: null, limit: most },
  });
  const { contradictions } = await listContradictions({ ctx, input: { state: 'open', recordId, limit: most } });
  const { warnings } = await listWarnings({ ctx, input: { recordId, kind: null, standing: true, limit: most } });
  const { lineItems } = await listLineItems({ ctx, input: { recordId } });
  const words = await readValueWords(ctx);
  const target = { objectType: 'deal', externalId: deal.externalId };
  const open = { state: 'waiting', target, limit: most, beforeId: null } as const;
  const listed = isAllowed({ ctx, action: 'change_set.read' }) ? await listChangeSets({ ctx, input: open }) : null;
  return {
    recordId,
    externalId: deal.externalId,
    name: deal.name,
    stage: stage?.label ?? deal.properties['dealstage'] ?? null,
    amount: deal.properties['amount'] ?? null,
    closeDate: deal.properties['closedate']?.slice(0, 10) ?? null,
    owner: owner?.name ?? null,
    company: company?.name ?? null,
    contacts: contacts.map(({ name, email }) => ({ name, email })),
    calls: [...calls],
    commitments,
    contradictions: contradictions.map((contradiction) => lineOf({ contradiction, record: deal, words })),
    warnings: warnings.map((warning) => ({ ...warning, title: warningNames[warning.kind] })),
    lineItems: lineItems.map(({ productId: _productId, ...item }) => item),
    openChangeSets:
      listed?.changeSets.map(({ changeSetId, title, changes }) => ({
        changeSetId,
        title,
        waiting: changes.filter(({ state }) => state === 'waiting').length,
      })) ?? null,
  };
}
