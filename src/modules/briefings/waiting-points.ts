import type { Change, CrmReference } from '#contracts';
import { isAllowed } from '#modules/access';
import { listChangeSets } from '#modules/changesets';
import type { ValueWords } from '#modules/crm';
import { createChangeWords } from '#modules/notifications';
import type { BriefPoint } from './brief-point.ts';
import { type BriefingOptions, reportAddress } from './briefing-options.ts';

const mostSets = 10;
const most = 5;

/** What waits for somebody's decision on a deal, each where it was said. */
export async function waitingPoints({
  ctx,
  baseUrl,
  target,
  words,
  recordAddress,
}: BriefingOptions & { target: CrmReference; words: ValueWords; recordAddress: string | null }): Promise<BriefPoint[]> {
  if (!isAllowed({ ctx, action: 'change_set.read' })) return [];
  const input = { limit: mostSets, beforeId: null, state: 'waiting', target } as const;
  const { changeSets } = await listChangeSets({ ctx, input });
  const inWords = createChangeWords({ ctx, words });
  const points: BriefPoint[] = [];
  for (const change of changeSets.flatMap(({ changes }) => changes).filter((one) => isOf({ change: one, target }))) {
    const { field, oldValue, newValue } = await inWords(change);
    points.push({
      text: `${field}: ${oldValue ?? 'nothing'} → ${newValue}`,
      address: placeOf({ ctx, baseUrl, change }) ?? recordAddress,
    });
  }
  return points.slice(0, most);
}

function isOf({ change, target }: { change: Change; target: CrmReference }): boolean {
  return (
    change.state === 'waiting' &&
    change.target?.objectType === target.objectType &&
    change.target.externalId === target.externalId
  );
}

function placeOf({ change, ...at }: BriefingOptions & { change: Change }): string | null {
  const said = change.evidence.find(({ callId, evidence }) => callId !== null && evidence !== null);
  if (said === undefined || said.callId === null || said.evidence === null) return null;
  return reportAddress({ ...at, callId: said.callId, turn: said.evidence.turn });
}
