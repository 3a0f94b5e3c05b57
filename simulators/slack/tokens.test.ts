import assert from 'node:assert/strict';
import { it } from 'node:test';
import { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { closeAfter, startTestWorkspace } from './test-workspace.ts';

const Thrown = z.looseObject({ data: z.looseObject({ error: z.string() }) });

async function refusal(call: Promise<unknown>): Promise<z.infer<typeof Thrown>['data']> {
  const thrown = await call.then(
    () => null,
    (error: unknown) => error,
  );
  return Thrown.parse(thrown).data;
}

it('tells missing, unknown, revoked and unsuitable tokens apart', async (context) => {
  const closing = closeAfter(context);
  const workspace = closing.use(await startTestWorkspace());
  function clientOf(token: string | undefined): WebClient {
    return new WebClient(token, { slackApiUrl: workspace.apiUrl, retryConfig: { retries: 0 } });
  }
  const client = clientOf('xoxb-simulator');
  assert.equal((await refusal(clientOf(undefined).auth.test())).error, 'not_authed');
  assert.equal((await refusal(clientOf('xoxb-of-a-real-team').auth.test())).error, 'invalid_auth');
  assert.equal((await refusal(client.apps.connections.open({}))).error, 'not_allowed_token_type');
  assert.equal((await refusal(clientOf('xapp-simulator').users.list({}))).error, 'not_allowed_token_type');
  await client.auth.revoke();
  assert.equal((await refusal(client.auth.test())).error, 'token_revoked');
  await workspace.control('token', { revoked: false });
  assert.equal((await client.auth.test()).ok, true);
});

it('asks for the scope that is missing, and hides addresses without theirs', async (context) => {
  const closing = closeAfter(context);
  const workspace = closing.use(await startTestWorkspace());
  const client = new WebClient('xoxb-simulator', { slackApiUrl: workspace.apiUrl });
  const whole = await client.users.info({ user: 'U0MAYA0001' });
  assert.equal(whole.user?.profile?.email, 'maya.okafor@tidewaterledger.example');
  await workspace.control('token', { scopes: ['users:read', 'channels:read'] });
  const bare = await client.users.info({ user: 'U0MAYA0001' });
  assert.equal(bare.user?.profile?.email, undefined);
  const post = await refusal(client.chat.postMessage({ channel: 'C0SALES001', text: 'x' }));
  assert.deepEqual(
    [post.error, post['needed'], post['provided']],
    ['missing_scope', 'chat:write', 'users:read,channels:read'],
  );
  const direct = await refusal(client.conversations.list({ types: 'im' }));
  assert.deepEqual([direct.error, direct['needed']], ['missing_scope', 'im:read']);
  assert.deepEqual(bare.response_metadata?.scopes, ['users:read', 'channels:read']);
  await workspace.control('token', {
    scopes: ['chat:write', 'chat:write.public', 'channels:manage', 'channels:history'],
  });
  const { id } = Object(
    (await workspace.control('channel', { action: 'create', name: 'open', userId: 'U0MAYA0001' }))['channel'],
  );
  assert.equal((await client.chat.postMessage({ channel: id, text: 'from outside' })).ok, true);
});

it('installs the app: agreement, code, token with the scopes that were asked for', async (context) => {
  const closing = closeAfter(context);
  const workspace = closing.use(await startTestWorkspace());
  const agree = new URL(`${workspace.url}/oauth/v2/authorize`);
  const query = { client_id: '8100003.8100003', scope: 'chat:write,users:read', state: 'state-1' };
  agree.search = new URLSearchParams({ ...query, redirect_uri: 'http://127.0.0.1:1/slack' }).toString();
  const agreed = await fetch(agree, { redirect: 'manual' });
  const back = new URL(agreed.headers.get('location') ?? '');
  assert.equal(back.searchParams.get('state'), 'state-1');
  const code = back.searchParams.get('code') ?? '';
  const client = new WebClient(undefined, { slackApiUrl: workspace.apiUrl });
  const given = { client_id: '8100003.8100003', client_secret: 'slack-simulator-client-secret', code };
  const wrong = await refusal(client.oauth.v2.access({ ...given, client_secret: 'guess' }));
  assert.equal(wrong.error, 'bad_client_secret');
  const installed = await client.oauth.v2.access(given);
  assert.deepEqual(
    [installed.access_token, installed.scope, installed.bot_user_id, installed.team?.id],
    ['xoxb-simulator', 'chat:write,users:read', 'U0SOPHIA', 'T0SIMULATE'],
  );
  assert.equal((await refusal(client.oauth.v2.access(given))).error, 'code_already_used');
  assert.equal((await refusal(client.oauth.v2.access({ ...given, code: 'x' }))).error, 'invalid_code');
});

it('answers what a planted fault says, and carries out what it answers nothing to', async (context) => {
  const closing = closeAfter(context);
  const workspace = closing.use(await startTestWorkspace());
  const client = new WebClient('xoxb-simulator', { slackApiUrl: workspace.apiUrl, retryConfig: { retries: 0 } });
  const route = 'POST /api/chat.postMessage';
  await workspace.control('faults', { kind: 'slack_error', route, detail: { error: 'message_limit_exceeded' } });
  const post = { channel: 'C0SALES001', text: 'once' };
  assert.equal((await refusal(client.chat.postMessage(post))).error, 'message_limit_exceeded');
  await workspace.control('faults', { kind: 'server_error', route });
  await assert.rejects(client.chat.postMessage(post), /500/u);
  await workspace.control('faults', { kind: 'dropped_after', route });
  await assert.rejects(client.chat.postMessage(post));
  await workspace.control('faults', { kind: 'dropped_before', route });
  await assert.rejects(client.chat.postMessage(post));
  const { messages = [] } = await client.conversations.history({ channel: post.channel });
  assert.deepEqual(
    messages.map(({ text }) => text),
    ['once'],
  );
});

it('goes on after a restart where it stopped', async (context) => {
  const closing = closeAfter(context);
  const { mkdtemp, rm } = await import('node:fs/promises');
  const { tmpdir } = await import('node:os');
  const folder = await mkdtemp(`${tmpdir()}/slack-simulator-`);
  const stateFile = `${folder}/slack.json`;
  try {
    const first = await startTestWorkspace({ stateFile });
    const before = new WebClient('xoxb-simulator', { slackApiUrl: first.apiUrl });
    await before.chat.postMessage({ channel: 'C0SALES001', text: 'before' });
    await first[Symbol.asyncDispose]();
    const workspace = closing.use(await startTestWorkspace({ stateFile }));
    const client = new WebClient('xoxb-simulator', { slackApiUrl: workspace.apiUrl });
    const { messages = [] } = await client.conversations.history({ channel: 'C0SALES001' });
    assert.equal(messages[0]?.text, 'before');
  } finally {
    await rm(folder, { recursive: true });
  }
});
