import { type Fragment, html, type Markup } from '../../kit/index.ts';
import type { Channel, SlackState, User } from '../state.ts';
import { channelLabel } from './channel-label.ts';

interface Sidebar {
  readonly state: SlackState;
  readonly person: User;
  readonly current: string;
}

/** The conversations of the workspace, and the pages beside them. */
export function renderSidebar({ state, person, current }: Sidebar): Markup {
  const rooms = state.channels.filter(({ kind }) => kind !== 'im');
  const direct = state.channels.filter(({ kind }) => kind === 'im');
  return html`<nav class="channels" aria-label="Conversations">
<h2>Channels</h2>
${rooms.length === 0 ? html`<p class="empty">There is no channel.</p>` : html`<ul>${rooms.map((channel) => link({ state, person, current, channel }))}</ul>`}
<h2>Direct messages</h2>
${direct.length === 0 ? html`<p class="empty">Nobody has written to Sophia.</p>` : html`<ul>${direct.map((channel) => link({ state, person, current, channel }))}</ul>`}
<h2>More</h2>
<ul>
<li><a href="/_inspector/home?as=${person.id}"${mark(current === 'home')}>Home tab</a></li>
<li><a href="/_inspector/machine?as=${person.id}"${mark(current === 'machine')}>What goes back and forth</a></li>
</ul></nav>`;
}

export function channelAddress(channel: Channel, person: User): string {
  return `/_inspector/channels/${channel.id}?as=${person.id}`;
}

function link({ state, person, current, channel }: Sidebar & { channel: Channel }): Markup {
  const label = channelLabel(state, channel);
  const gone = channel.archived ? html` <span class="gone">(archived)</span>` : null;
  return html`<li><a href="${channelAddress(channel, person)}"${mark(current === channel.id)}>${label}${gone}</a></li>`;
}

function mark(isCurrent: boolean): Fragment {
  return isCurrent ? html` aria-current="page"` : null;
}
