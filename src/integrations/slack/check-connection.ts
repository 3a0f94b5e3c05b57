import { z } from 'zod';
import type { ConnectionStep } from '#contracts';
import { SophiaError } from '#platform/errors';
import { hasTokenKind } from './auth.ts';
import type { SlackClient } from './client.ts';
import { AuthTest, ChannelList } from './schema.ts';
import { neededScopes } from './scopes.ts';

export interface CheckOptions {
  readonly client: SlackClient;
  /** Speaks with the app-level token; null where none is set. */
  readonly appClient: SlackClient | null;
  readonly botToken: string;
  readonly signingSecret: string | null;
  readonly defaultChannel: string | null;
}

type Attempt = () => Promise<{ detail: string; action?: string }>;

/** Proves the connection step by step; a step whose ground failed is skipped. */
export async function checkConnection(options: CheckOptions): Promise<readonly ConnectionStep[]> {
  const token = await attempt('token', () => checkToken(options));
  const connected = token.state === 'passed';
  return [
    token,
    await attempt('scopes', connected ? () => checkScopes(options) : null),
    await attempt('deliveries', () => checkDeliveries(options)),
    await attempt('default channel', connected ? () => checkDefaultChannel(options) : null),
  ];
}

async function attempt(name: string, work: Attempt | null): Promise<ConnectionStep> {
  if (work === null) return { name, state: 'skipped', detail: 'A step before it failed.', action: null };
  try {
    const { detail } = await work();
    return { name, state: 'passed', detail, action: null };
  } catch (error) {
    if (!(error instanceof SophiaError)) throw error;
    const action = error.details['action'];
    return {
      name,
      state: 'failed',
      detail: error.message,
      action: typeof action === 'string' ? action : error.entry.action,
    };
  }
}

async function checkToken({ client, botToken }: CheckOptions): ReturnType<Attempt> {
  if (!hasTokenKind({ token: botToken, kind: 'bot' })) {
    throw wrong('SLACK_BOT_TOKEN to begin with xoxb-, found another kind of token', 'Copy the Bot User OAuth Token.');
  }
  const { team, team_id: teamId, user_id: userId } = await client.call({ method: 'auth.test', schema: AuthTest });
  return { detail: `Slack answers and knows us as ${userId ?? 'an app'} in ${team ?? teamId}.` };
}

async function checkScopes({ client }: CheckOptions): ReturnType<Attempt> {
  const granted = await client.listScopes();
  if (granted === null)
    return { detail: 'Slack does not name the scopes of this token; each is seen when it is used.' };
  const missing = neededScopes.filter((scope) => !granted.includes(scope));
  if (missing.length === 0) return { detail: `All ${neededScopes.length} scopes are granted.` };
  throw new SophiaError(
    'vendor.missing-scope',
    `Expected ${neededScopes.length} scopes, missing: ${missing.join(', ')}.`,
    {
      details: { action: 'Add them under OAuth & Permissions of the Slack app, then install the app again.' },
    },
  );
}

async function checkDeliveries({ appClient, signingSecret }: CheckOptions): ReturnType<Attempt> {
  if (appClient !== null) {
    await appClient.call({ method: 'apps.connections.open', schema: z.looseObject({ url: z.string() }) });
    return { detail: 'Socket Mode: the app-level token opens connections.' };
  }
  if (signingSecret === null) {
    throw wrong(
      'SLACK_SIGNING_SECRET or SLACK_APP_TOKEN, found neither',
      'Set the signing secret for requests to /slack/events, or an app-level token for Socket Mode.',
    );
  }
  return { detail: 'HTTP: requests to /slack/events are checked against the signing secret.' };
}

async function checkDefaultChannel({ client, defaultChannel }: CheckOptions): ReturnType<Attempt> {
  if (defaultChannel === null) {
    throw wrong(
      'SLACK_DEFAULT_CHANNEL, found nothing: what belongs to no account has nowhere to go',
      'Set it to the name of a channel that Sophia is a member of.',
    );
  }
  const wanted = defaultChannel.replace(/^#/, '').toLowerCase();
  let cursor: string | null = null;
  do {
    const page: z.infer<typeof ChannelList> & { nextCursor: string | null } = await client.call({
      method: 'conversations.list',
      arguments: { limit: 200, cursor, types: 'public_channel,private_channel' },
      schema: ChannelList,
    });
    const found = page.channels.find(({ id, name }) => id === defaultChannel || name?.toLowerCase() === wanted);
    if (found !== undefined) return describeChannel({ found, defaultChannel });
    cursor = page.nextCursor;
  } while (cursor !== null);
  throw new SophiaError('channel.unusable', `Expected a channel ${defaultChannel}, found none that Sophia can see.`);
}

function describeChannel({
  found,
  defaultChannel,
}: {
  found: z.infer<typeof ChannelList>['channels'][number];
  defaultChannel: string;
}): { detail: string } {
  if (found.is_archived === true) {
    throw new SophiaError('channel.unusable', `Expected the channel ${defaultChannel} in use, found it archived.`);
  }
  if (found.is_member !== true && found.is_private === true) {
    throw new SophiaError('channel.unusable', `Expected Sophia in ${defaultChannel}, found that it is no member.`);
  }
  const how = found.is_member === true ? 'Sophia is a member' : 'Sophia joins with its first message';
  return { detail: `#${found.name ?? found.id} is there; ${how}.` };
}

function wrong(what: string, action: string): SophiaError {
  return new SophiaError('input.invalid', `Expected ${what}.`, { details: { action } });
}
