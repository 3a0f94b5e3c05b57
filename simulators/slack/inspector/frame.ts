import { type Fragment, html, type Markup, page } from '../../kit/index.ts';
import type { SlackState, User } from '../state.ts';
import type { Workspace } from '../workspace.ts';
import { renderModals } from './modals.ts';
import { renderSidebar } from './sidebar.ts';
import { slackStyle } from './slack-style.ts';
import { userLabel } from './user-label.ts';

interface Framed {
  readonly workspace: Workspace;
  readonly person: User;
  /** The conversation or page that is open. */
  readonly current: string;
  /** The address of this page, without its notice. */
  readonly address: string;
  /** What came of the last thing that somebody did here. */
  readonly notice: string | null;
  readonly content: Fragment;
}

/** The frame of every page: the conversations on one side, who acts, what they have open, and the page itself. */
export function frame({ workspace, person, current, address, notice, content }: Framed): Markup {
  const { state, tools } = workspace;
  return page({
    title: state.team.name,
    lead: html`The simulator that stands in for Slack, at <code>${tools.url}</code>. What is pressed or written here reaches the app as if that person had done it.`,
    style: slackStyle,
    content: html`<div class="workspace">${renderSidebar({ state, person, current })}
<div>${actingForm({ state, person, address })}
${notice === null ? null : html`<p class="notice" role="status">${notice}</p>`}
${renderModals({ state, person, back: address })}
${content}</div></div>`,
  });
}

function actingForm({ state, person, address }: { state: SlackState; person: User; address: string }): Markup {
  const [path] = address.split('?');
  const people = state.users.filter(({ isBot }) => !isBot);
  return html`<form method="get" action="${path}" class="acting"><label for="as">You act as</label>
<select name="as" id="as">${people.map(
    ({ id, deactivated }) =>
      html`<option value="${id}"${id === person.id ? html` selected` : null}>${userLabel(state, id)}${deactivated ? ' (deactivated)' : ''}</option>`,
  )}</select><button>Change</button></form>`;
}
