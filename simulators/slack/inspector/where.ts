import { type Fragment, html } from '../../kit/index.ts';
import type { SlackState, User, ViewValues } from '../state.ts';

/** Where elements stand, and who would press them: what the forms of the inspector send along. */
export interface Where {
  readonly state: SlackState;
  readonly person: User;
  /** The address that the browser returns to. */
  readonly back: string;
  readonly place: { readonly channelId: string; readonly ts: string } | { readonly viewId: string };
  /** False where the person could not press anything here. */
  readonly canPress: boolean;
  /** What was already chosen or typed here. */
  readonly values: ViewValues;
}

export function hiddenFields(fields: Readonly<Record<string, string>>): Fragment {
  return Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`);
}

export function fieldsOf({ person, back, place }: Where): Record<string, string> {
  const named = 'viewId' in place ? { viewId: place.viewId } : { channel: place.channelId, ts: place.ts };
  return { as: person.id, back, ...named };
}
