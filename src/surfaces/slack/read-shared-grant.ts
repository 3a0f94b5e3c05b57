import type { ChatUser } from '#contracts';
import { leastGrant } from '#modules/access';
import type { Grant } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { identifyChatUser } from './identify-user.ts';
import type { SlackSurface } from './slack-surface.ts';

/** In a larger channel it is not asked who everybody is. */
const mostReaders = 50;

/** What everybody sees who reads along: a grant, or `chat` as long as nobody has an account. */
export type SharedGrant = Grant | 'chat';

/**
 * What each member of a channel may see; null where somebody there may see nothing (a guest, somebody without an
 * account), where no grant stands for it, or where there are too many to ask for.
 */
export async function readSharedGrant({
  surface,
  channelId,
}: {
  surface: SlackSurface;
  channelId: string;
}): Promise<SharedGrant | null> {
  const members = await surface.desk.listMembers({ channelId, most: mostReaders });
  if (members === null) return null;
  const grants: Grant[] = [];
  for (const userId of members) {
    const user = await surface.desk.getUser(userId);
    if (user.isBot) continue;
    const grant = await grantOfReader({ surface, user });
    if (grant === null) return null;
    if (grant !== 'chat') grants.push(grant);
  }
  return grants.length === 0 ? 'chat' : leastGrant(grants);
}

async function grantOfReader({
  surface,
  user,
}: {
  surface: SlackSurface;
  user: ChatUser;
}): Promise<SharedGrant | null> {
  try {
    const { actor } = (await identifyChatUser({ surface, user })).ctx;
    return actor.type === 'user' ? actor.grant : 'chat';
  } catch (error) {
    if (error instanceof SophiaError && error.entry.fault === 'caller') return null;
    throw error;
  }
}
