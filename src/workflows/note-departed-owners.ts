import { getApproval, getChangeSet } from '#modules/changesets';
import { recordDrift } from '#modules/ledger';
import type { NotificationContext } from '#modules/notifications';

/** Writes down, once for each record and owner, that what waits for a word waits for somebody who has left the CRM. */
export async function noteDepartedOwners({
  ctx,
  changeSetId,
}: {
  ctx: NotificationContext;
  changeSetId: string;
}): Promise<null> {
  const { crm } = ctx.connections;
  if (crm.state === 'off') return null;
  const { changes } = await getChangeSet({ ctx, input: { changeSetId } });
  for (const { changeId, target, targetName } of changes.filter(({ state }) => state === 'waiting')) {
    const { approvers, departed } = await getApproval({ ctx, input: { changeId } });
    const [owner] = departed;
    if (approvers.length > 0 || owner === undefined) continue;
    const label = targetName ?? target?.externalId ?? changeSetId;
    const line = { label, difference: 'owner-is-gone', before: owner.name, after: null };
    const key = `owner-is-gone:${owner.externalId}:${target?.externalId ?? changeSetId}`;
    await recordDrift({
      ctx,
      input: { source: crm.client.name, what: 'approvers', key, severity: 'medium', lines: [line] },
    });
  }
  return null;
}
