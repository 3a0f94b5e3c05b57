import { z } from 'zod';
import { slackConstants } from '../constants.ts';
import { findUser } from '../find.ts';
import { openView, readView, replaceView } from '../open-view.ts';
import { presentView } from '../present/present-view.ts';
import { SlackError } from '../slack-error.ts';
import type { Trigger, View } from '../state.ts';
import type { Workspace } from '../workspace.ts';
import { Structure } from './arguments.ts';
import { defineMethod, type Method } from './method.ts';

const deepestStack = 3;

export const viewMethods: readonly Method[] = [
  defineMethod({
    name: 'views.open',
    tier: 'four',
    takes: z.object({ trigger_id: z.string(), view: Structure }),
    answer: ({ workspace, given }) => {
      const content = readView(workspace, given.view);
      const { userId } = useTrigger(workspace, given.trigger_id);
      return { view: presentView(openView(workspace, { content, userId, above: null })) };
    },
  }),
  defineMethod({
    name: 'views.push',
    tier: 'four',
    takes: z.object({ trigger_id: z.string(), view: Structure }),
    answer: ({ workspace, given }) => {
      const content = readView(workspace, given.view);
      const { userId, viewId } = useTrigger(workspace, given.trigger_id);
      const above = workspace.state.views.find(({ id, isOpen }) => id === viewId && isOpen);
      if (above === undefined) throw new SlackError('not_found');
      const stack = workspace.state.views.filter(({ rootViewId, isOpen }) => isOpen && rootViewId === above.rootViewId);
      if (stack.length >= deepestStack) throw new SlackError('push_limit_reached');
      return { view: presentView(openView(workspace, { content, userId, above })) };
    },
  }),
  defineMethod({
    name: 'views.update',
    tier: 'four',
    takes: z.object({
      view_id: z.string().optional(),
      external_id: z.string().optional(),
      hash: z.string().optional(),
      view: Structure,
    }),
    answer: ({ workspace, given }) => {
      const view = workspace.state.views.find(
        ({ id, content, isOpen }) =>
          isOpen &&
          (id === given.view_id || (given.external_id !== undefined && content['external_id'] === given.external_id)),
      );
      if (view === undefined) throw new SlackError('not_found');
      requireHash(view, given.hash);
      replaceView(workspace, { view, content: readView(workspace, given.view) });
      return { view: presentView(view) };
    },
  }),
  defineMethod({
    name: 'views.publish',
    tier: 'four',
    takes: z.object({ user_id: z.string(), view: Structure, hash: z.string().optional() }),
    answer: ({ workspace, given }) => {
      const user = findUser(workspace.state, given.user_id);
      if (user === null || user.deactivated || user.id === slackConstants.botUserId) {
        throw new SlackError('invalid_arguments');
      }
      const content = readView(workspace, given.view);
      if (content.type !== 'home') throw new SlackError('invalid_arguments');
      const known = workspace.state.views.find(({ type, userId }) => type === 'home' && userId === user.id);
      if (known === undefined)
        return { view: presentView(openView(workspace, { content, userId: user.id, above: null })) };
      requireHash(known, given.hash);
      replaceView(workspace, { view: known, content });
      return { view: presentView(known) };
    },
  }),
];

/** A trigger serves once, for three seconds. */
function useTrigger({ state, tools }: Workspace, id: string): Trigger {
  const trigger = state.triggers.find((each) => each.id === id);
  if (trigger === undefined) throw new SlackError('invalid_trigger_id');
  if (trigger.used) throw new SlackError('exchanged_trigger_id');
  if (tools.clock.now().getTime() > trigger.expiresMs) throw new SlackError('expired_trigger_id');
  trigger.used = true;
  return trigger;
}

function requireHash(view: View, hash: string | undefined): void {
  if (hash !== undefined && hash !== '' && hash !== view.hash) throw new SlackError('hash_conflict');
}
