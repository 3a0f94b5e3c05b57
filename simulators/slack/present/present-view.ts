import { slackConstants } from '../constants.ts';
import type { JsonObject, View } from '../state.ts';

const { appId, botId, teamId } = slackConstants;

/** A view as `views.*` and the payloads show one. */
export function presentView(view: View): JsonObject {
  const { content } = view;
  return {
    id: view.id,
    team_id: teamId,
    type: view.type,
    blocks: content['blocks'] ?? [],
    private_metadata: content['private_metadata'] ?? '',
    callback_id: content['callback_id'] ?? '',
    state: { values: view.values },
    hash: view.hash,
    title: content['title'] ?? { type: 'plain_text', text: 'View Title', emoji: true },
    clear_on_close: content['clear_on_close'] ?? false,
    notify_on_close: content['notify_on_close'] ?? false,
    close: content['close'] ?? null,
    submit: content['submit'] ?? null,
    previous_view_id: view.previousViewId,
    root_view_id: view.rootViewId,
    app_id: appId,
    external_id: content['external_id'] ?? '',
    app_installed_team_id: teamId,
    bot_id: botId,
  };
}
