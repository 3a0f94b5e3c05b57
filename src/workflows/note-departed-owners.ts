import type { Change } from '#contracts';
import { getApproval, getChangeSet } from '#modules/changesets';
import { recordDrift } from '#modules/ledger';
import type { NotificationContext } from '#modules/notifications';
import { SophiaError } from '#platform/errors';

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
  for (const { changeId, target, targetName } of await waitingIn({ ctx, changeSetId })) {
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

/** Nothing where the set has gone with its call since its card was sent. */
async function waitingIn({ ctx, changeSetId }: { ctx: NotificationContext; changeSetId: string }): Promise<Change[]> {
  try {
    const { changes } = await getChangeSet({ ctx, input: { changeSetId } });
    return changes.filter(({ state }) => state === 'waiting');
  } catch (error) {
    if (error instanceof SophiaError && error.code === 'change.not-found') return [];
    throw error;
  }
}
