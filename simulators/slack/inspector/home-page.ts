import { html, type Markup } from '../../kit/index.ts';
import { viewBlocks } from '../interactivity/press.ts';
import type { User } from '../state.ts';
import type { Workspace } from '../workspace.ts';
import { frame } from './frame.ts';
import { renderBlocks } from './render-blocks.ts';
import { userLabel } from './user-label.ts';
import { hiddenFields } from './where.ts';

/** The Home tab of the app, as it was published for this person. */
export function renderHomePage(input: { workspace: Workspace; person: User; notice: string | null }): Markup {
  const { workspace, person, notice } = input;
  const { state } = workspace;
  const back = `/_inspector/home?as=${person.id}`;
  const view = state.views.find(({ type, userId }) => type === 'home' && userId === person.id);
  const name = userLabel(state, person.id);
  const content = html`<h2>The Home tab of ${name}</h2>
<form method="post" action="/_inspector/do/open-home" class="composer">${hiddenFields({ as: person.id, back })}
<p class="soft">Opening it tells the app, which may publish a new one.</p>
<button class="press press-plain">Open it as ${name}</button></form>
${
  view === undefined
    ? html`<p class="empty">The app has published nothing for ${name} yet.</p>`
    : renderBlocks({
        where: { state, person, back, place: { viewId: view.id }, canPress: !person.deactivated, values: view.values },
        blocks: viewBlocks(view),
        form: null,
      })
}`;
  return frame({ workspace, person, current: 'home', address: back, notice, content });
}
