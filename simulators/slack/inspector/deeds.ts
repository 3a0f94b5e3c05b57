import { addMember } from '../change-channel.ts';
import type { InteractionAnswer } from '../interactivity/deliver-interaction.ts';
import { pressInMessage, pressInView } from '../interactivity/press.ts';
import { runCommand } from '../interactivity/run-command.ts';
import { dismissView, submitView } from '../interactivity/submit-view.ts';
import { findChannel, findPerson, findView } from '../people/find-person.ts';
import { openHome } from '../people/open-home.ts';
import { openAssistant, writeAsPerson } from '../people/write-as-person.ts';
import type { Channel, User, View } from '../state.ts';
import type { Workspace } from '../workspace.ts';

/** What was sent by a form of the inspector. */
export interface Deed {
  readonly workspace: Workspace;
  readonly form: URLSearchParams;
  readonly person: User;
}

/** Does what was asked and says in a sentence what was wrong, or null. */
type Doing = (deed: Deed) => Promise<string | null> | string | null;

export const deeds: Readonly<Record<string, Doing>> = {
  post,
  press,
  submit,
  close: async ({ workspace, form, person }) => {
    const told = await dismissView(workspace, {
      view: viewOf({ workspace, form, person }),
      user: person,
      wholeStack: false,
    });
    return told === null ? null : problemOf(told);
  },
  join: ({ workspace, form, person }) => {
    addMember(workspace, { channel: channelOf({ workspace, form, person }), userId: person.id, inviterId: null });
    return null;
  },
  'open-home': ({ workspace, person }) => {
    openHome(workspace, person);
    return null;
  },
  'open-assistant': (deed) => {
    openAssistant(deed.workspace, { person: deed.person, channel: channelOf(deed), contextChannelId: null });
    return null;
  },
};

export function personIn(workspace: Workspace, form: URLSearchParams): User {
  return findPerson(workspace, { userId: form.get('as') ?? '' });
}

async function post(deed: Deed): Promise<string | null> {
  const { workspace, form, person } = deed;
  const channel = channelOf(deed);
  const text = form.get('text') ?? '';
  const [command = ''] = text.trim().split(/\s/u);
  if (/^\/\w/u.test(command)) {
    const rest = text.trim().slice(command.length).trim();
    return problemOf(await runCommand(workspace, { user: person, channel, command, text: rest }));
  }
  writeAsPerson(workspace, { person, channel, text, threadTs: form.get('threadTs') });
  return null;
}

async function press(deed: Deed): Promise<string | null> {
  const { workspace, form, person } = deed;
  const values = form.getAll('value').filter((value) => value !== '');
  const pressed = {
    user: person,
    actionId: form.get('actionId') ?? '',
    blockId: form.get('blockId') ?? undefined,
    value: values.length === 0 ? null : values.join(','),
  };
  const ts = form.get('ts');
  if (ts === null) return problemOf(await pressInView(workspace, { ...pressed, view: viewOf(deed) }));
  return problemOf(await pressInMessage(workspace, { ...pressed, channel: channelOf(deed), ts }));
}

async function submit(deed: Deed): Promise<string | null> {
  const { workspace, form, person } = deed;
  const names = [...new Set(form.keys())].filter((name) => name.includes('/'));
  const values = names.map((name) => {
    const given = form.getAll(name).filter((value) => value !== '');
    return [name, given.length === 0 ? null : given.join(',')] as const;
  });
  const view = viewOf(deed);
  const submitted = await submitView(workspace, { view, user: person, values: Object.fromEntries(values) });
  return Object.keys(submitted.errors).length > 0 ? null : problemOf(submitted);
}

function problemOf({ acknowledged, problem }: InteractionAnswer): string | null {
  return acknowledged ? null : `The app did not take it. ${problem ?? ''}`;
}

function channelOf({ workspace, form }: Deed): Channel {
  return findChannel(workspace, form.get('channel') ?? '');
}

function viewOf({ workspace, form, person }: Deed): View {
  return findView(workspace, { viewId: form.get('viewId') ?? undefined, person });
}
