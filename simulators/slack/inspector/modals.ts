import { type Fragment, html, type Markup } from '../../kit/index.ts';
import { viewBlocks } from '../interactivity/press.ts';
import type { SlackState, User, View } from '../state.ts';
import { renderBlocks } from './render-blocks.ts';
import { textOf } from './render-element.ts';
import { fieldsOf, hiddenFields, type Where } from './where.ts';

/** What the person has open: the topmost modal of each stack, to be filled in and submitted. */
export function renderModals({ state, person, back }: { state: SlackState; person: User; back: string }): Fragment {
  const open = state.views.filter(({ type, isOpen, userId }) => type === 'modal' && isOpen && userId === person.id);
  const covered = new Set(open.map(({ previousViewId }) => previousViewId));
  const top = open.filter(({ id }) => !covered.has(id));
  return top.map((view) => {
    return renderModal(
      { state, person, back, place: { viewId: view.id }, canPress: !person.deactivated, values: view.values },
      view,
    );
  });
}

function renderModal(where: Where, view: View): Markup {
  const form = `form-${view.id}`;
  const title = textOf(view.content['title']);
  const blocks = viewBlocks(view);
  const submit = textOf(view.content['submit']);
  const close = textOf(view.content['close']);
  const faults = Object.entries(view.errors);
  return html`<section class="modal" aria-label="${title}"><h2>${title}</h2>
${faults.map(([, fault]) => html`<p class="fault" role="alert">${fault}</p>`)}
${renderBlocks({ where, blocks, form })}
<form method="post" action="/_inspector/do/submit" id="${form}">${hiddenFields(fieldsOf(where))}</form>
<div class="foot-buttons">${view.content['submit'] === undefined ? null : html`<button form="${form}" class="press press-primary">${submit === '' ? 'Submit' : submit}</button>`}
<form method="post" action="/_inspector/do/close">${hiddenFields(fieldsOf(where))}<button class="press press-plain">${close === '' ? 'Close' : close}</button></form></div></section>`;
}
