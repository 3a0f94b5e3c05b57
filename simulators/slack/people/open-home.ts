import { directChannel } from '../find.ts';
import { presentView } from '../present/present-view.ts';
import type { User, View } from '../state.ts';
import { nextTimestamp, type Workspace } from '../workspace.ts';

/** Somebody opens the Home tab of the app; what was published for them before stands in the event. */
export function openHome(workspace: Workspace, person: User): View | null {
  const { state } = workspace;
  const view = state.views.find(({ type, userId }) => type === 'home' && userId === person.id) ?? null;
  workspace.emit({
    type: 'app_home_opened',
    user: person.id,
    channel: directChannel(workspace, person.id).id,
    tab: 'home',
    event_ts: nextTimestamp(workspace),
    ...(view === null ? {} : { view: presentView(view) }),
  });
  return view;
}
