import { SlackError } from './slack-error.ts';
import type { Message } from './state.ts';
import { nextTimestamp, type Workspace } from './workspace.ts';

interface Reaction {
  readonly message: Message;
  readonly name: string;
  readonly userId: string;
}

export function react(workspace: Workspace, { message, name, userId }: Reaction): void {
  const known = message.reactions.find((reaction) => reaction.name === name);
  if (known?.userIds.includes(userId) === true) throw new SlackError('already_reacted');
  if (known === undefined) message.reactions.push({ name, userIds: [userId] });
  else known.userIds.push(userId);
  tell(workspace, { message, name, userId, type: 'reaction_added' });
}

export function unreact(workspace: Workspace, { message, name, userId }: Reaction): void {
  const known = message.reactions.find((reaction) => reaction.name === name);
  if (known === undefined || !known.userIds.includes(userId)) throw new SlackError('no_reaction');
  known.userIds = known.userIds.filter((id) => id !== userId);
  message.reactions = message.reactions.filter(({ userIds }) => userIds.length > 0);
  tell(workspace, { message, name, userId, type: 'reaction_removed' });
}

function tell(workspace: Workspace, { message, name, userId, type }: Reaction & { type: string }): void {
  workspace.emit({
    type,
    user: userId,
    reaction: name,
    item_user: message.userId,
    item: { type: 'message', channel: message.channelId, ts: message.ts },
    event_ts: nextTimestamp(workspace),
  });
}
