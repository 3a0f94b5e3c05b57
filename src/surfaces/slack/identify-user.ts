import type { ChatUser } from '#contracts';
import type { Actor, Context } from '#platform/context';
import { SophiaError } from '#platform/errors';
import type { SlackSurface } from './slack-surface.ts';

export type ChatPerson = Extract<Actor, { type: 'chat_user' }> & { readonly email: string };

/** Somebody in Slack, and as whom they act. */
export interface IdentifiedUser {
  readonly person: ChatPerson;
  /** With the rights of their account; as long as nobody has one, with those of the chat. */
  readonly ctx: Context;
}

/**
 * Who acts, by the address that Slack has verified for a member of our own workspace. Guests, people of other
 * workspaces and whoever has no such address are nobody we know: `approval.identity-unknown`. From the first account on
 * they act as theirs, under its address, and whoever has none is told so: `account.missing`.
 */
export async function identifyUser({
  surface,
  userId,
}: {
  surface: Pick<SlackSurface, 'desk' | 'services' | 'contextFor'>;
  userId: string;
}): Promise<IdentifiedUser> {
  return identifyChatUser({ surface, user: await surface.desk.getUser(userId) });
}

/** The same of somebody whom Slack was asked for already. */
export async function identifyChatUser({
  surface,
  user: { externalId, name, email },
}: {
  surface: Pick<SlackSurface, 'services' | 'contextFor'>;
  user: ChatUser;
}): Promise<IdentifiedUser> {
  if (email === null) {
    throw new SophiaError(
      'approval.identity-unknown',
      `Expected ${name} to be a full member of this Slack workspace with a verified e-mail address, found none.`,
    );
  }
  const person = { type: 'chat_user', source: 'slack', userId: externalId, name, email } as const;
  const ctx = surface.contextFor(person);
  const account = await surface.services.identify({ ctx, input: { source: 'slack', userId: externalId, email } });
  if (account === null) return { person, ctx };
  return { person: { ...person, email: account.email }, ctx: surface.contextFor(account) };
}
