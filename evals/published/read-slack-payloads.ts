import { createHmac } from 'node:crypto';
import path from 'node:path';
import { createSlackApp, createSlackReceiver, type SlackListeners, type SlackReceiver } from '#integrations/slack';
import { createFixedClock } from '#platform/clock';
import { createMemoryLog } from '#platform/log';
import { asRecord } from './difference.ts';
import { readSamples } from './read-published.ts';
import type { Reading } from './reading.ts';

const signingSecret = 'of-the-evaluation';
const now = new Date('2026-11-16T12:00:00Z');

/** The kinds of interactions that reach a listener, and how Slack sends each; the rest is asked of no app like ours. */
const received: Readonly<Record<string, 'command' | 'interaction'>> = {
  SlashCommandPayload: 'command',
  BlockActionPayload: 'interaction',
  ViewSubmissionPayload: 'interaction',
};

/** Hands every published payload, signed, to what takes them in; `slackUrl` is where the simulated Slack answers. */
export async function readSlackPayloads({ specs, slackUrl }: { specs: string; slackUrl: string }): Promise<Reading[]> {
  const folder = path.join(specs, 'slack', 'samples');
  const heard: string[] = [];
  const receiver = createSlackReceiver({ signingSecret, clock: createFixedClock(now) });
  await createSlackApp({
    receiver,
    listeners: listen(heard),
    botToken: 'xoxb-simulator',
    baseUrl: `${slackUrl}/api`,
    log: createMemoryLog(),
  });
  const readings: Reading[] = [];
  for (const [name, sample] of readSamples(path.join(folder, 'events'))) {
    const body = JSON.stringify({ ...asRecord(fill(sample)), type: 'event_callback' });
    readings.push(await hand({ receiver, heard, name, body, contentType: 'application/json' }));
  }
  for (const [name, sample] of readSamples(path.join(folder, 'app-backend'))) {
    const kind = received[name];
    const filled = asRecord(fill(sample));
    if (kind === undefined) readings.push({ name, outcome: 'not received', reason: null });
    else {
      const fields = kind === 'command' ? asText(filled) : { payload: JSON.stringify(filled) };
      const body = new URLSearchParams(fields).toString();
      readings.push(await hand({ receiver, heard, name, body, contentType: 'application/x-www-form-urlencoded' }));
    }
  }
  return readings;
}

function listen(heard: string[]): SlackListeners {
  return {
    onEvent: async ({ event }) => void heard.push(event.type),
    onCommand: async ({ command }) => {
      heard.push(command);
      return null;
    },
    onBlockActions: async ({ type }) => void heard.push(type),
    onViewSubmission: async ({ type }) => {
      heard.push(type);
      return null;
    },
  };
}

async function hand({
  receiver,
  heard,
  name,
  body,
  contentType,
}: {
  receiver: SlackReceiver;
  heard: string[];
  name: string;
  body: string;
  contentType: string;
}): Promise<Reading> {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const digest = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  heard.length = 0;
  try {
    const { status } = await receiver.receive({
      body: Buffer.from(body),
      contentType,
      signature: `v0=${digest}`,
      timestamp,
      retryNumber: undefined,
      retryReason: undefined,
    });
    const isTaken = status === 200 && heard.length > 0;
    const reason = isTaken ? null : `status ${status}, and ${heard.length} listeners heard of it`;
    return { name, outcome: isTaken ? 'accepted' : 'refused', reason };
  } catch (error) {
    return { name, outcome: 'refused', reason: error instanceof Error ? error.message : String(error) };
  }
}

/** The values were taken out of the samples: what Slack never sends empty is filled again. */
function fill(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => fill(item));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, own]) => [key, fill(own, key)]));
  }
  if (value !== '') return value;
  if (name === 'subtype' || name === 'private_metadata') return value;
  return /(^|_)ts$/u.test(name) ? '1700000000.000001' : 'x';
}

function asText(fields: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]));
}
