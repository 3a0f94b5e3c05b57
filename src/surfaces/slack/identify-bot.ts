import type { IdentifiedUser } from './identify-user.ts';
import { readSharedGrant } from './read-shared-grant.ts';
import type { SlackSurface } from './slack-surface.ts';

/** So often within an hour one app is answered in one channel: two that answer each other come to an end. */
const mostAnswers = 3;
const withinMs = 3_600_000;

/**
 * Another app that named Sophia, with the rights that everybody in the channel has; null where it is not to be
 * answered: it was too often, or what everybody there may see cannot be known.
 */
export async function identifyBot({
  surface,
  userId,
  channelId,
}: {
  surface: SlackSurface;
  userId: string;
  channelId: string;
}): Promise<IdentifiedUser | null> {
  const system = surface.contextFor({ type: 'system', component: 'slack' });
  const since = new Date(system.clock.now().getTime() - withinMs);
  const { count } = await surface.services.countInteractions({ ctx: system, input: { userId, channelId, since } });
  if (count >= mostAnswers) return null;
  const grant = await readSharedGrant({ surface, channelId });
  if (grant === null) return null;
  const { name } = await surface.desk.getUser(userId);
  const person = { type: 'chat_user', source: 'slack', userId, name, email: '' } as const;
  if (grant === 'chat') return { person, ctx: surface.contextFor(person) };
  const credentialId = `slack:${userId}`;
  return { person, ctx: surface.contextFor({ type: 'user', userId, name, email: '', grant, credentialId }) };
}
