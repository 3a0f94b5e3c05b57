import { type Fragment, html, type Markup } from '../../kit/index.ts';
import { isMember } from '../find.ts';
import type { Channel, Message, User } from '../state.ts';
import type { Workspace } from '../workspace.ts';
import { channelLabel } from './channel-label.ts';
import { frame } from './frame.ts';
import { isNotice, renderMessage } from './render-message.ts';
import { renderMrkdwn } from './render-mrkdwn.ts';
import { channelAddress } from './sidebar.ts';
import { userLabel } from './user-label.ts';
import { hiddenFields } from './where.ts';

const shown = 100;

interface ChannelPage {
  readonly workspace: Workspace;
  readonly channel: Channel;
  readonly person: User;
  readonly notice: string | null;
}

/** A conversation as its members see it, with a line to write in. */
export function renderChannelPage({ workspace, channel, person, notice }: ChannelPage): Markup {
  const { state } = workspace;
  const back = channelAddress(channel, person);
  const all = state.messages.filter((message) => message.channelId === channel.id && standsAlone(message));
  const latest = all.slice(-shown);
  const members = channel.memberIds.map((id) => userLabel(state, id)).join(', ');
  const content = html`<h2>${channelLabel(state, channel)}</h2>
<p class="soft">${channel.purpose.value}${channel.purpose.value === '' ? '' : '. '}${members === '' ? 'Nobody is in it.' : `In it: ${members}.`}</p>
${all.length > latest.length ? html`<p class="soft">The last ${shown} of ${all.length} messages.</p>` : null}
${latest.length === 0 ? html`<p class="empty">Nothing was written here yet.</p>` : html`<ol class="messages">${withDays({ workspace, channel, person, back, messages: latest })}</ol>`}
${composer({ workspace, channel, person, back })}`;
  return frame({ workspace, person, current: channel.id, address: back, notice, content });
}

function withDays(input: {
  workspace: Workspace;
  channel: Channel;
  person: User;
  back: string;
  messages: readonly Message[];
}): Fragment {
  const { workspace, channel, person, back, messages } = input;
  const { state } = workspace;
  return messages.map((message, index) => {
    const day = dayOf(message);
    const before = messages[index - 1];
    const heading = before !== undefined && dayOf(before) === day ? null : html`<li class="day">${day}</li>`;
    if (!isNotice(message)) return html`${heading}${renderMessage({ state, channel, person, back }, message)}`;
    return html`${heading}<li class="system">${renderMrkdwn(state, message.text)}</li>`;
  });
}

function composer(input: { workspace: Workspace; channel: Channel; person: User; back: string }): Markup {
  const { workspace, channel, person, back } = input;
  const name = userLabel(workspace.state, person.id);
  const fields = hiddenFields({ as: person.id, back, channel: channel.id });
  if (channel.archived) return html`<p class="soft">The channel is archived: nobody can write here.</p>`;
  if (person.deactivated) return html`<p class="soft">${name} is deactivated and cannot write.</p>`;
  if (!isMember(channel, person.id)) {
    return html`<form method="post" action="/_inspector/do/join" class="composer">${fields}
<p class="soft">${name} is not in this channel.</p><button class="press press-plain">Join as ${name}</button></form>`;
  }
  return html`<form method="post" action="/_inspector/do/post" class="composer">${fields}
<label for="text">Write as ${name}, or a command such as <code>/sophia help</code>. <code>@sophia</code> calls the app.</label>
<textarea name="text" id="text" rows="3" required></textarea>
<button class="press press-primary">Send as ${name}</button></form>
${channel.kind === 'im' ? html`<form method="post" action="/_inspector/do/open-assistant" class="composer">${fields}<button class="press press-plain">Begin a thread with the assistant</button></form>` : null}`;
}

/** Replies stand in their thread, unless they were sent to the channel too. */
function standsAlone({ ts, threadTs, isBroadcast }: Message): boolean {
  return threadTs === null || threadTs === ts || isBroadcast;
}

function dayOf({ ts }: Message): string {
  return new Date(Number(ts) * 1000).toISOString().slice(0, 10);
}
