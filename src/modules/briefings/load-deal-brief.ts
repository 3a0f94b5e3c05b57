import { listCommitments } from '#modules/commitments';
import { dayInWords, getDealOverview, readValueWords } from '#modules/crm';
import { listCallsOfRecord } from '#modules/matching';
import type { DealBriefView } from '#modules/notifications';
import { type BriefingOptions, reportAddress } from './briefing-options.ts';
import { contradictionPoints } from './contradiction-points.ts';
import { waitingPoints } from './waiting-points.ts';
import { warningPoints } from './warning-points.ts';

const mostCalls = 3;
const mostPromises = 5;

/** What to know of a deal before one speaks to the buyer; null once the meeting that it is for has begun. */
export async function loadDealBrief({
  ctx,
  baseUrl,
  recordId,
  startsAt,
}: BriefingOptions & { recordId: string; startsAt: string | null }): Promise<DealBriefView | null> {
  if (startsAt !== null && Date.parse(startsAt) <= ctx.clock.now().getTime()) return null;
  const { deal, company, owner, stage, contacts } = await getDealOverview({ ctx, input: { recordId } });
  const { calls } = await listCallsOfRecord({ ctx, input: { recordId, limit: mostCalls } });
  const { commitments } = await listCommitments({
    ctx,
    input: { state: 'open', dealRecordId: recordId, dueBy: null, limit: mostPromises },
  });
  const { crm } = ctx.connections;
  const words = await readValueWords(ctx);
  function valueOf(property: string): string | null {
    return words.value({ objectType: 'deal', property, record: deal, value: deal.properties[property] ?? null });
  }
  const address = crm.state === 'on' ? crm.client.recordAddress(deal) : null;
  const facts: readonly (readonly [string, string | null])[] = [
    ['Stage', stage?.label ?? valueOf('dealstage')],
    ['Amount', valueOf('amount')],
    ['Close date', valueOf('closedate')],
    ['Owner', owner?.name ?? null],
    ['Contacts', contacts.map(({ name, email }) => name ?? email ?? '').join(', ') || null],
  ];
  return {
    kind: 'deal_brief',
    deal: deal.name ?? deal.externalId,
    account: company?.name ?? null,
    address,
    meetingAt: startsAt,
    facts: facts.flatMap(([name, value]) => (value === null ? [] : [{ name, value, address }])),
    lastCalls: calls.map(({ callId, title, date }) => ({
      text: `${date === null ? 'Undated' : dayInWords(date)}: ${title ?? 'a call without a title'}`,
      address: reportAddress({ ctx, baseUrl, callId }),
    })),
    openCommitments: commitments.map(({ text, owner: who, dueDate, callId, evidence }) => ({
      text: `${who}: ${text}${dueDate === null ? '' : ` (due ${dayInWords(dueDate)})`}`,
      address: reportAddress({ ctx, baseUrl, callId, turn: evidence.turn }),
    })),
    warnings: await warningPoints({ ctx, baseUrl, recordId, recordAddress: address }),
    contradictions: await contradictionPoints({ ctx, baseUrl, recordId }),
    waiting: await waitingPoints({
      ctx,
      baseUrl,
      target: { objectType: 'deal', externalId: deal.externalId },
      words,
      recordAddress: address,
    }),
  };
}
