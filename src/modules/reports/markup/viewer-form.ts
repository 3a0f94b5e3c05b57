import type { Viewer } from '../schema.ts';
import { html, type Markup } from './html.ts';

/** Who is signed in, and the way out; nothing for the operator of a machine without accounts. */
export function viewerForm(viewer: Viewer | null): Markup | null {
  if (viewer === null) return null;
  const { name, email, role } = viewer;
  return html`<form class="viewer" method="post" action="/sign-out"><p title="${email}, ${role.replaceAll('_', ' ')}"><bdi>${name}</bdi></p><button type="submit">Sign out</button></form>`;
}
