import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import type { ChannelPolicy } from './channel-policy.ts';
import { readPolicies } from './read-policies.ts';
import { teamsOfPerson } from './teams-of-person.ts';

/** How Sophia behaves in a channel, and whether somebody with this address is answered there; an app has none. */
export async function getChannelPolicy({
  ctx,
  input,
}: Verb<{ channelId: string; email: string | null }>): Promise<{ policy: ChannelPolicy; isFor: boolean }> {
  authorise({ ctx, action: 'notification.read', resource: { type: 'notification', id: input.channelId } });
  const { policy } = await readPolicies({ ctx, channelId: input.channelId });
  if (policy.teams === null || input.email === null) return { policy, isFor: policy.teams === null };
  const wanted = new Set(policy.teams.map((team) => team.trim().toLowerCase()));
  const own = await teamsOfPerson({ ctx, email: input.email });
  return { policy, isFor: own.some((team) => wanted.has(team.trim().toLowerCase())) };
}
