import { getChange } from '#modules/changesets';
import { getContradiction } from '#modules/contradictions';
import { emailsReadSince } from '#modules/crm';
import { requestNotification } from '#modules/notifications';
import type { ConnectedContext } from '#platform/context';
import { isHistory } from './is-history.ts';

const oldMailMs = 7 * 86_400_000;

/** The ends of a change after which nobody is asked on its card any more, and the contradiction may be open still. */
const unasked = new Set(['expired', 'refused', 'undone']);

/**
 * Asks the owner of the record which side is right, once for each contradiction, and once more after a card that asked
 * has expired or what it wrote was undone. Where a card asks about that very field, where a warning tells of whom has
 * left, and of calls and e-mails of history, nobody is asked beside.
 */
export async function tellContradictions({
  ctx,
  contradictionIds,
}: {
  ctx: ConnectedContext;
  contradictionIds: readonly string[];
}): Promise<number> {
  if (ctx.connections.chat.state === 'off') return 0;
  const since = await readSince(ctx);
  let told = 0;
  for (const contradictionId of contradictionIds) {
    const { state, kind, changeId, callId, saidAt, foundAt } = await getContradiction({
      ctx,
      input: { contradictionId },
    });
    if (state !== 'open' || kind === 'contact_left') continue;
    if (callId === null ? isOldMail({ saidAt, foundAt, since }) : await isHistory({ ctx, callId })) continue;
    if (changeId !== null && (await isAskedOf({ ctx, changeId }))) continue;
    const { created } = await requestNotification({
      ctx,
      input: {
        kind: 'contradiction',
        key: ['contradiction', contradictionId, ...(changeId === null ? [] : [changeId])].join(':'),
        severity: 'medium',
        subject: callId === null ? { contradictionId } : { contradictionId, callId },
      },
    });
    if (created) told += 1;
  }
  return told;
}

async function readSince({ connections: { crm }, ...ctx }: ConnectedContext): Promise<string | null> {
  return crm.state === 'off' ? null : emailsReadSince({ ctx, input: { source: crm.client.name } });
}

/** What was written before the first look, or long before Sophia read it, is history, as calls of a back-fill are. */
function isOldMail({ saidAt, foundAt, since }: { saidAt: string; foundAt: string; since: string | null }): boolean {
  if (since !== null && Date.parse(saidAt) < Date.parse(since)) return true;
  return Date.parse(foundAt) - Date.parse(saidAt) > oldMailMs;
}

async function isAskedOf({ ctx, changeId }: { ctx: ConnectedContext; changeId: string }): Promise<boolean> {
  return !unasked.has((await getChange({ ctx, input: { changeId } })).state);
}
