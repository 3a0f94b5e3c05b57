import { type Answer, type Exchange, html, type Markup, page, renderPage, type SimulatorRoute } from '../kit/index.ts';
import { renderChannelPage } from './inspector/channel-page.ts';
import { deeds, personIn } from './inspector/deeds.ts';
import { renderHomePage } from './inspector/home-page.ts';
import { renderMachinePage } from './inspector/machine-page.ts';
import { personOf } from './inspector/person-of.ts';
import { SlackError } from './slack-error.ts';
import type { Channel, SlackState, User } from './state.ts';
import type { Workspace } from './workspace.ts';

type Page = SimulatorRoute<SlackState>;

/** The first page: the conversation in which something was written last. */
export function inspector(workspace: Workspace): Markup {
  const { state } = workspace;
  const lastId = state.messages.at(-1)?.channelId;
  const channel = state.channels.find(({ id }) => id === lastId) ?? state.channels[0];
  const person = personOf(state, { chosen: null, channel: channel ?? null });
  if (channel === undefined || person === null) return nothingHere();
  return renderChannelPage({ workspace, channel, person, notice: null });
}

/** The other pages, and what their forms do. */
export function inspectorPages(read: () => Workspace): readonly Page[] {
  return [
    { method: 'GET', path: '/_inspector/channels/:id', handler: (exchange) => channelPage(read(), exchange) },
    {
      method: 'GET',
      path: '/_inspector/home',
      handler: (exchange) => otherPage(read(), { exchange, render: renderHomePage }),
    },
    {
      method: 'GET',
      path: '/_inspector/machine',
      handler: (exchange) => otherPage(read(), { exchange, render: renderMachinePage }),
    },
    { method: 'POST', path: '/_inspector/do/:deed', handler: (exchange) => doDeed(read(), exchange) },
  ];
}

function channelPage(workspace: Workspace, { parameters, query }: Exchange<SlackState>): Answer {
  const { state } = workspace;
  const channel: Channel | undefined = state.channels.find(({ id }) => id === parameters['id']);
  const person = personOf(state, { chosen: query.get('as'), channel: channel ?? null });
  if (channel === undefined || person === null) return { ...renderPage(nothingHere()), status: 404 };
  return renderPage(renderChannelPage({ workspace, channel, person, notice: query.get('notice') }));
}

function otherPage(
  workspace: Workspace,
  given: {
    exchange: Exchange<SlackState>;
    render: (input: { workspace: Workspace; person: User; notice: string | null }) => Markup;
  },
): Answer {
  const { query } = given.exchange;
  const person = personOf(workspace.state, { chosen: query.get('as'), channel: null });
  if (person === null) return renderPage(nothingHere());
  return renderPage(given.render({ workspace, person, notice: query.get('notice') }));
}

async function doDeed(workspace: Workspace, { parameters, rawBody }: Exchange<SlackState>): Promise<Answer> {
  const form = new URLSearchParams(rawBody.toString('utf8'));
  const given = form.get('back') ?? '/';
  const back = /^\/(?!\/)/u.test(given) ? given : '/';
  const problem = await tryDeed(workspace, { name: parameters['deed'] ?? '', form });
  const notice = problem === null ? '' : `${back.includes('?') ? '&' : '?'}notice=${encodeURIComponent(problem)}`;
  return { status: 303, headers: { location: `${back}${notice}` }, body: undefined };
}

async function tryDeed(
  workspace: Workspace,
  { name, form }: { name: string; form: URLSearchParams },
): Promise<string | null> {
  const deed = Object.hasOwn(deeds, name) ? deeds[name] : undefined;
  if (deed === undefined) return 'There is no such thing to do.';
  try {
    return await deed({ workspace, form, person: personIn(workspace, form) });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return error instanceof SlackError ? `Slack would answer "${error.code}".` : error.message;
  }
}

function nothingHere(): Markup {
  const lead = 'There is no such conversation.';
  return page({ title: 'Slack', lead, content: html`<p><a href="/">To the workspace</a></p>` });
}
