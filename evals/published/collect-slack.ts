import { once } from 'node:events';
import { createServer } from 'node:http';
import path from 'node:path';
import { z } from 'zod';
import { waitUntil } from '#test/wait-until';
import { slackConstants, startSlackSimulator } from '../../simulators/slack/index.ts';
import { smallWorld } from '../../simulators/world/small-world.ts';
import { callEndingMethods, callSlackMethods, modal, person, type SlackCall } from './call-slack-methods.ts';
import { asRecord } from './difference.ts';
import type { Exchange } from './judge-exchanges.ts';
import { readDescription, readSamples } from './read-published.ts';

type Json = Readonly<Record<string, unknown>>;
const Json = z.record(z.string(), z.unknown());

interface Sent {
  readonly kind: string;
  readonly body: Json;
}

/** What the simulated Slack answers and sends, with what Slack has published of each. */
export async function collectSlack(specs: string): Promise<Exchange[]> {
  const closing = new AsyncDisposableStack();
  try {
    const sent: Sent[] = [];
    const listener = await listen(sent);
    closing.defer(() => listener.close());
    const simulator = await startSlackSimulator({ port: 0, world: smallWorld(), webhookUrl: listener.url });
    closing.defer(() => simulator.close());
    async function control(name: string, body: object = {}): Promise<Json> {
      return post({ url: `${simulator.url}/_control/${name}`, body, token: '' });
    }
    await control('limits', { enforced: false });
    const answers: { method: string; value: Json }[] = [];
    async function call(method: string, given: object = {}): Promise<Json> {
      const token = method.startsWith('apps.') ? slackConstants.appToken : slackConstants.botToken;
      const value = await post({ url: `${simulator.url}/api/${method}`, body: given, token });
      if (value['ok'] !== true)
        throw new Error(`Expected ${method} to be carried out, found ${JSON.stringify(value)}.`);
      answers.push({ method, value });
      return value;
    }
    const place = await callSlackMethods({ call, control, url: simulator.url });
    await actAsPerson({ call, control, place, sent });
    await callEndingMethods({ call, url: simulator.url, channel: place.channel });
    const folder = path.join(specs, 'slack');
    return [...ofAnswers({ answers, folder }), ...ofSent({ sent, folder })];
  } finally {
    await closing.disposeAsync();
  }
}

/** A person writes, reacts, presses, fills in a form, types a command, opens the home. */
async function actAsPerson({
  call,
  control,
  place,
  sent,
}: {
  call: SlackCall;
  control: (name: string, body?: object) => Promise<Json>;
  place: { channel: string; ts: string };
  sent: readonly Sent[];
}): Promise<void> {
  const { channel } = place;
  const written = await control('post', { userId: person, channel, text: `<@${slackConstants.botUserId}> hello` });
  await control('post', { userId: person, text: 'hello' });
  await control('edit', { channel, ts: written['ts'], text: 'hello again' });
  await control('react', { userId: person, channel, ts: place.ts, name: 'eyes' });
  await control('delete', { channel, ts: written['ts'] });
  await control('open-home', { userId: person });
  for (const close of [false, true]) {
    await control('press', { userId: person, ...place, actionId: 'approve' });
    const pressed = sent.findLast(({ kind }) => kind === 'block_actions')?.body ?? {};
    const view = { ...modal, notify_on_close: true };
    const opened = await call('views.open', { trigger_id: pressed['trigger_id'], view });
    const { id } = asRecord(opened['view']);
    await call('views.update', { view_id: id, view });
    await control('press', { userId: person, viewId: id, actionId: 'more' });
    const again = sent.findLast(({ kind }) => kind === 'block_actions')?.body ?? {};
    await call('views.push', { trigger_id: again['trigger_id'], view });
    await control('close-view', { userId: person });
    if (close) await control('close-view', { userId: person, viewId: id });
    else await control('submit-view', { userId: person, viewId: id, values: { text: '2027-01-15' } });
  }
  await control('command', { userId: person, channel, command: '/sophia', text: 'help' });
  await waitUntil('the events have come', {
    condition: () =>
      sent.some(({ kind }) => kind === 'app_home_opened') && sent.some(({ kind }) => kind === 'reaction_added'),
    timeoutMs: 20_000,
  });
}

async function listen(sent: Sent[]): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (piece: string) => {
      text += piece;
    });
    request.on('end', () => {
      sent.push(readSent(text));
      response.end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = z.object({ port: z.int() }).parse(server.address());
  return {
    url: `http://127.0.0.1:${port}/`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function readSent(text: string): Sent {
  const form = text.startsWith('{') ? null : new URLSearchParams(text);
  if (form !== null && !form.has('payload')) return { kind: 'slash_command', body: Object.fromEntries(form) };
  const body = Json.parse(JSON.parse(form?.get('payload') ?? text));
  const event = asRecord(body['event']);
  return { kind: String(event['type'] ?? body['type']), body };
}

async function post({ url, body, token }: { url: string; body: object; token: string }): Promise<Json> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  const value = Json.parse(await answer.json());
  if (!answer.ok) throw new Error(`Expected ${url} to be carried out, found ${JSON.stringify(value)}.`);
  return value;
}

function ofAnswers({
  answers,
  folder,
}: {
  answers: readonly { method: string; value: Json }[];
  folder: string;
}): Exchange[] {
  const root = readDescription(path.join(folder, 'web-api', 'slack_web_openapi_v2.json'));
  const samples = readSamples(path.join(folder, 'samples', 'api'));
  const paths = asRecord(asRecord(root)['paths']);
  return answers.map(({ method, value }) => {
    const [operation] = Object.values(asRecord(paths[`/${method}`]));
    const { schema } = asRecord(asRecord(asRecord(operation)['responses'])['200']);
    const sample = samples.get(method) ?? null;
    return { vendor: 'Slack', name: method, value, published: schema === undefined ? null : { schema, root }, sample };
  });
}

/** The published names are those of Slack's Java classes: `AppHomeOpenedPayload`, `MessageChangedPayload`. */
function ofSent({ sent, folder }: { sent: readonly Sent[]; folder: string }): Exchange[] {
  const wrapper = readDescription(path.join(folder, 'events-api', 'slack_common_event_wrapper_schema.json'));
  const events = readSamples(path.join(folder, 'samples', 'events'));
  const others = readSamples(path.join(folder, 'samples', 'app-backend'));
  return sent.map(({ kind, body }) => {
    const isEvent = body['type'] === 'event_callback';
    const subtype = asRecord(body['event'])['subtype'];
    const name = typeof subtype === 'string' ? `message ${subtype}` : kind;
    const published = isEvent && wrapper !== null ? { schema: wrapper, root: wrapper } : null;
    const sample = isEvent ? events.get(classOf(name.replace('message_', ''))) : others.get(classOf(kind));
    // A command comes as a form, in which everything is text.
    const shown = kind === 'slash_command' && sample !== undefined ? asText(sample) : sample;
    return { vendor: 'Slack', name: isEvent ? `event ${name}` : name, value: body, published, sample: shown ?? null };
  });
}

function asText(sample: unknown): Json {
  return Object.fromEntries(Object.entries(asRecord(sample)).map(([name, value]) => [name, String(value)]));
}

function classOf(name: string): string {
  const known: Readonly<Record<string, string>> = { block_actions: 'BlockAction', 'message bot_message': 'MessageBot' };
  const words = name.split(/[ _]/u).map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`);
  return `${known[name] ?? words.join('')}Payload`;
}
