import { z } from 'zod';
import { slackConstants } from '../constants.ts';
import { directChannel } from '../find.ts';
import type { Channel, User, View } from '../state.ts';
import type { Workspace } from '../workspace.ts';

/** How a control address names a person: by Slack's id or by the key of the world. */
export const PersonReference = z.object({ userId: z.string().optional(), employeeKey: z.string().optional() });
export type PersonReference = z.infer<typeof PersonReference>;

export function findPerson({ state }: Workspace, { userId, employeeKey }: PersonReference): User {
  const people = state.users.filter(({ isBot }) => !isBot);
  const person = people.find((user) => (userId === undefined ? user.employeeKey === employeeKey : user.id === userId));
  if (person !== undefined) return person;
  const known = people.map(({ id, employeeKey: key }) => `${id} (${key})`);
  throw new Error(
    `Nobody here is ${userId ?? employeeKey ?? 'unnamed'}. Name one by userId or employeeKey: ${known.join(', ')}.`,
  );
}

/** A channel by id or name; without one, or by `dm`, the person's direct messages with Sophia. */
export function findPlace(
  workspace: Workspace,
  { channel, person }: { channel: string | undefined; person: User },
): Channel {
  if (channel === undefined || channel === 'dm' || channel === slackConstants.botUserId) {
    return directChannel(workspace, person.id);
  }
  return findChannel(workspace, channel);
}

export function findChannel({ state }: Workspace, reference: string): Channel {
  const name = reference.replace(/^#/u, '');
  const channel = state.channels.find(({ id, name: known }) => id === reference || known === name);
  if (channel !== undefined) return channel;
  const known = state.channels.filter(({ kind }) => kind !== 'im').map(({ name: each }) => each);
  throw new Error(`There is no channel "${reference}". There are: ${known.join(', ')}.`);
}

/** A view by id, or the topmost open modal of the person. */
export function findView({ state }: Workspace, { viewId, person }: { viewId: string | undefined; person: User }): View {
  const view =
    viewId === undefined
      ? state.views.findLast(({ type, isOpen, userId }) => type === 'modal' && isOpen && userId === person.id)
      : state.views.find(({ id }) => id === viewId);
  if (view === undefined)
    throw new Error(`${person.name} has no open view${viewId === undefined ? '' : ` ${viewId}`}.`);
  return view;
}
