import { z } from 'zod';
import { findMessage } from '../find.ts';
import { pressInMessage, pressInView } from '../interactivity/press.ts';
import { runCommand } from '../interactivity/run-command.ts';
import { dismissView, submitView } from '../interactivity/submit-view.ts';
import { findChannel, findPerson, findPlace, findView, PersonReference } from '../people/find-person.ts';
import { openHome } from '../people/open-home.ts';
import { deleteMessage, editAsPerson, moveAssistant, openAssistant, writeAsPerson } from '../people/write-as-person.ts';
import { presentView } from '../present/present-view.ts';
import { react, unreact } from '../react.ts';
import { controlRoute } from './control-route.ts';

const person = PersonReference.shape;
const place = { channel: z.string(), ts: z.string() };

/** What people do, as a test or the inspector lets them do it. */
export const peopleControls = [
  controlRoute({
    path: '/_control/post',
    takes: z.strictObject({
      ...person,
      channel: z.string().optional(),
      text: z.string(),
      threadTs: z.string().nullable().default(null),
    }),
    run: (workspace, given) => {
      const writer = findPerson(workspace, given);
      const channel = findPlace(workspace, { channel: given.channel, person: writer });
      const message = writeAsPerson(workspace, { ...given, person: writer, channel });
      return { channel: channel.id, ts: message.ts };
    },
  }),
  controlRoute({
    path: '/_control/edit',
    takes: z.strictObject({ ...place, text: z.string() }),
    run: (workspace, given) => {
      editAsPerson(workspace, { ...given, channel: findChannel(workspace, given.channel) });
      return { edited: true };
    },
  }),
  controlRoute({
    path: '/_control/delete',
    takes: z.strictObject(place),
    run: (workspace, given) => {
      deleteMessage(workspace, { ts: given.ts, channel: findChannel(workspace, given.channel) });
      return { deleted: true };
    },
  }),
  controlRoute({
    path: '/_control/react',
    takes: z.strictObject({ ...person, ...place, name: z.string(), remove: z.boolean().default(false) }),
    run: (workspace, given) => {
      const channel = findChannel(workspace, given.channel);
      const message = findMessage(workspace.state, { channelId: channel.id, ts: given.ts });
      if (message === null) throw new Error(`There is no message ${given.ts} in ${channel.name}.`);
      const reaction = { message, name: given.name, userId: findPerson(workspace, given).id };
      if (given.remove) unreact(workspace, reaction);
      else react(workspace, reaction);
      return { reactions: message.reactions };
    },
  }),
  controlRoute({
    path: '/_control/press',
    takes: z.strictObject({
      ...person,
      channel: z.string().optional(),
      ts: z.string().optional(),
      viewId: z.string().optional(),
      actionId: z.string(),
      blockId: z.string().optional(),
      value: z.string().nullable().optional(),
    }),
    run: (workspace, given) => {
      const user = findPerson(workspace, given);
      const { actionId, blockId, value, ts } = given;
      if (ts === undefined) {
        const view = findView(workspace, { viewId: given.viewId, person: user });
        return pressInView(workspace, { user, view, actionId, blockId, value });
      }
      const channel = findPlace(workspace, { channel: given.channel, person: user });
      return pressInMessage(workspace, { user, channel, ts, actionId, blockId, value });
    },
  }),
  controlRoute({
    path: '/_control/submit-view',
    takes: z.strictObject({
      ...person,
      viewId: z.string().optional(),
      values: z.record(z.string(), z.string().nullable()).default({}),
    }),
    run: async (workspace, given) => {
      const user = findPerson(workspace, given);
      const view = findView(workspace, { viewId: given.viewId, person: user });
      const submitted = await submitView(workspace, { view, user, values: given.values });
      return { ...submitted, view: presentView(view) };
    },
  }),
  controlRoute({
    path: '/_control/close-view',
    takes: z.strictObject({ ...person, viewId: z.string().optional(), wholeStack: z.boolean().default(false) }),
    run: async (workspace, given) => {
      const user = findPerson(workspace, given);
      const view = findView(workspace, { viewId: given.viewId, person: user });
      return { told: await dismissView(workspace, { view, user, wholeStack: given.wholeStack }) };
    },
  }),
  controlRoute({
    path: '/_control/command',
    takes: z.strictObject({
      ...person,
      channel: z.string().optional(),
      command: z.string().regex(/^\/\S+$/u),
      text: z.string().default(''),
    }),
    run: (workspace, given) => {
      const user = findPerson(workspace, given);
      const channel = findPlace(workspace, { channel: given.channel, person: user });
      return runCommand(workspace, { user, channel, command: given.command, text: given.text });
    },
  }),
  controlRoute({
    path: '/_control/open-home',
    takes: z.strictObject(person),
    run: (workspace, given) => {
      const view = openHome(workspace, findPerson(workspace, given));
      return { view: view === null ? null : presentView(view) };
    },
  }),
  controlRoute({
    path: '/_control/open-assistant',
    takes: z.strictObject({ ...person, contextChannel: z.string().nullable().default(null) }),
    run: (workspace, given) => {
      const user = findPerson(workspace, given);
      const channel = findPlace(workspace, { channel: undefined, person: user });
      const context = given.contextChannel === null ? null : findChannel(workspace, given.contextChannel).id;
      const root = openAssistant(workspace, { person: user, channel, contextChannelId: context });
      return { channel: channel.id, threadTs: root.ts };
    },
  }),
  controlRoute({
    path: '/_control/move-assistant',
    takes: z.strictObject({ ...person, threadTs: z.string(), contextChannel: z.string() }),
    run: (workspace, given) => {
      const user = findPerson(workspace, given);
      const context = findChannel(workspace, given.contextChannel).id;
      return moveAssistant(workspace, { person: user, threadTs: given.threadTs, contextChannelId: context });
    },
  }),
];
