import { once } from 'node:events';
import { createServer } from 'node:http';
import path from 'node:path';
import { z } from 'zod';
import { openSlack, type SlackAccess } from '#test/slack-access';
import { asRecord } from './difference.ts';
import { readSamples } from './read-published.ts';
import type { Reading } from './reading.ts';

const place = { channelId: 'C00000000', threadId: '1700000000.000001' };
const message = { channelId: 'C00000000', externalId: '1700000000.000001' };
const shown = { text: 'x', blocks: [], marker: 'none' };

/** Each question that Sophia asks of Slack, by the method whose published answer it gets. */
const questions: Readonly<Record<string, (slack: SlackAccess) => Promise<unknown>>> = {
  'auth.test': checkToken,
  'users.list': ({ chat }) => chat.listUsers({ cursor: null }),
  'users.info': ({ desk }) => desk.getUser('U00000000'),
  'conversations.list': ({ chat }) => chat.listChannels({ cursor: null }),
  'conversations.open': ({ chat }) => chat.openDirectMessage('U00000000'),
  'conversations.create': ({ chat }) => chat.createChannel({ name: 'x', isPrivate: false }),
  'conversations.join': ({ chat }) => chat.joinChannel(place.channelId),
  'conversations.archive': ({ chat }) => chat.archiveChannel(place.channelId),
  'conversations.rename': ({ chat }) => chat.renameChannel({ channelId: place.channelId, name: 'x' }),
  'conversations.history': ({ chat }) =>
    chat.findMessage({ ...place, threadId: null, marker: 'none', since: new Date(0) }),
  'conversations.replies': ({ chat }) => chat.findMessage({ ...place, marker: 'none', since: new Date(0) }),
  'chat.postMessage': ({ chat }) => chat.postMessage({ ...place, ...shown }),
  'chat.postEphemeral': ({ chat }) => chat.postEphemeral({ ...place, ...shown, userId: 'U00000000' }),
  'chat.update': ({ chat }) => chat.updateMessage({ ...message, ...shown }),
  'chat.delete': ({ desk }) => desk.pane.removeMessage(message),
  'chat.getPermalink': ({ chat }) => chat.permalink(message),
  'chat.startStream': ({ desk }) => desk.pane.startStream({ ...place, text: 'x' }),
  'chat.appendStream': ({ desk }) => desk.pane.appendStream({ ...message, text: 'x' }),
  'chat.stopStream': ({ desk }) => desk.pane.finishStream({ ...message, ...shown }),
  'assistant.threads.setStatus': ({ desk }) => desk.pane.setStatus({ ...place, status: 'x' }),
  'assistant.threads.setTitle': ({ desk }) => desk.pane.setTitle({ ...place, title: 'x' }),
  'assistant.threads.setSuggestedPrompts': ({ desk }) => desk.pane.setPrompts({ ...place, title: 'x', prompts: [] }),
  'views.open': ({ desk }) => desk.openView({ triggerId: 'x', view: {} }),
  'views.publish': ({ desk }) => desk.publishHome({ userId: 'U00000000', view: {} }),
};

/** The check of the connection says what is wrong where the others throw. */
async function checkToken({ chat }: SlackAccess): Promise<void> {
  const [token] = await chat.check();
  if (token?.state !== 'passed') throw new Error(token?.detail ?? 'No step was taken.');
}

/** Asks a server that gives the published answers whatever Sophia asks of Slack. */
export async function readSlackAnswers(specs: string): Promise<Reading[]> {
  const samples = readSamples(path.join(specs, 'slack', 'samples', 'api'));
  const asked = new Set<string>();
  const server = createServer((request, response) => {
    const method = (request.url ?? '').replace(/^\/api\/|\?.*$/gu, '');
    asked.add(method);
    request.resume();
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(asSuccess(samples.get(method))));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = z.object({ port: z.int() }).parse(server.address());
  const slack = await openSlack({ url: `http://127.0.0.1:${port}` });
  try {
    const readings: Reading[] = [];
    for (const name of samples.keys()) {
      const question = questions[name];
      if (question === undefined) readings.push({ name, outcome: 'not received', reason: null });
      else readings.push(await read({ name, asked, ask: () => question(slack) }));
    }
    return readings;
  } finally {
    slack.httpClient.close();
    server.closeAllConnections();
    server.close();
  }
}

async function read({
  name,
  asked,
  ask,
}: {
  name: string;
  asked: Set<string>;
  ask: () => Promise<unknown>;
}): Promise<Reading> {
  asked.clear();
  try {
    await ask();
  } catch (error) {
    return { name, outcome: 'refused', reason: error instanceof Error ? error.message : String(error) };
  }
  if (!asked.has(name)) throw new Error(`Expected ${name} to be asked, found ${[...asked].join(', ')}.`);
  return { name, outcome: 'accepted', reason: null };
}

/** The samples show successes and failures in one, and no page behind the first. */
function asSuccess(sample: unknown): unknown {
  const { error: _error, response_metadata: metadata, ...rest } = asRecord(sample);
  return { ...rest, ok: true, response_metadata: { ...asRecord(metadata), next_cursor: '' } };
}
