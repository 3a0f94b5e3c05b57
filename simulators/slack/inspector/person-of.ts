import { isMember } from '../find.ts';
import type { Channel, SlackState, User } from '../state.ts';
import { directPartnerId } from './channel-label.ts';

/** Who acts in the inspector: whoever was chosen, in direct messages their owner, otherwise somebody who is there. */
export function personOf(
  state: SlackState,
  { chosen, channel }: { chosen: string | null; channel: Channel | null },
): User | null {
  const people = state.users.filter(({ isBot }) => !isBot);
  const owner = channel?.kind === 'im' ? directPartnerId(state, channel) : chosen;
  const named = people.find(({ id }) => id === owner);
  const present = people.find(({ id, deactivated }) => channel !== null && isMember(channel, id) && !deactivated);
  return named ?? present ?? people[0] ?? null;
}
