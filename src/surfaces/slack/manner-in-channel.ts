import type { Context } from '#platform/context';
import type { IdentifiedUser } from './identify-user.ts';
import { readSharedGrant } from './read-shared-grant.ts';
import type { ChannelPolicy } from './slack-services.ts';
import type { SlackSurface } from './slack-surface.ts';

/** How somebody is answered in a channel: not at all, with a word of who is, or as whoever they act as there. */
export type Manner =
  | { readonly is: 'silent' }
  | { readonly is: 'refused'; readonly because: string }
  | {
      readonly is: 'answered';
      readonly ctx: Context;
      /** Whether whoever asked alone sees the answer. */
      readonly isAlone: boolean;
      /** Whether it goes by what everybody there may see, and less than whoever asked may. */
      readonly isShared: boolean;
    };

/** What the policy of the channel says of somebody who asks there. */
export async function mannerInChannel({
  surface,
  channelId,
  user,
  isBot,
}: {
  surface: SlackSurface;
  channelId: string;
  user: IdentifiedUser;
  isBot: boolean;
}): Promise<Manner> {
  const { services } = surface;
  const email = isBot ? null : user.person.email;
  const { policy, isFor } = await services.getChannelPolicy({ ctx: user.ctx, input: { channelId, email } });
  if (policy.listens === 'never' || (isBot && policy.bots === 'never')) return { is: 'silent' };
  if (isBot) return { is: 'answered', ctx: user.ctx, isAlone: false, isShared: true };
  if (!isFor) return policy.others === 'silent' ? { is: 'silent' } : { is: 'refused', because: onlyFor(policy) };
  if (policy.answers === 'open') return openly({ surface, channelId, user });
  const isAlone = policy.answers === 'alone' || (await services.hasAccounts({ ctx: user.ctx, input: {} }));
  return { is: 'answered', ctx: user.ctx, isAlone, isShared: false };
}

/** All may read it, so it says what all may see; where that cannot be known, whoever asked alone reads it. */
async function openly({
  surface,
  channelId,
  user,
}: {
  surface: SlackSurface;
  channelId: string;
  user: IdentifiedUser;
}): Promise<Manner> {
  const { ctx } = user;
  const grant = await readSharedGrant({ surface, channelId });
  const { actor } = ctx;
  if (grant === null || (grant !== 'chat' && actor.type !== 'user')) {
    return { is: 'answered', ctx, isAlone: true, isShared: false };
  }
  if (grant === 'chat' || actor.type !== 'user') return { is: 'answered', ctx, isAlone: false, isShared: false };
  return { is: 'answered', ctx: surface.contextFor({ ...actor, grant }), isAlone: false, isShared: true };
}

function onlyFor({ teams }: ChannelPolicy): string {
  const names = (teams ?? []).join(', ');
  return `In this channel Sophia answers members of ${names} alone. Ask in a direct message, or have whoever runs Sophia change it with \`sophia channels policy\`.`;
}
