import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ErrorCode, WebClient, WebClientEvent } from '@slack/web-api';
import { closeAfter, startTestWorkspace } from './test-workspace.ts';

const channel = 'C0SALES001';

function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : String(thrown);
}

it('takes one message a second in a channel, and says how long to wait', async (context) => {
  const closing = closeAfter(context);
  const workspace = closing.use(await startTestWorkspace({ limits: true }));
  await workspace.control('clock', { now: '2026-11-16T15:00:00Z', frozen: true });
  const client = new WebClient('xoxb-simulator', { slackApiUrl: workspace.apiUrl, rejectRateLimitedCalls: true });
  await client.chat.postMessage({ channel, text: 'one' });
  await assert.rejects(client.chat.postMessage({ channel, text: 'two' }), (thrown: unknown) => {
    assert.equal(codeOf(thrown), ErrorCode.RateLimitedError);
    assert.ok(thrown instanceof Error && 'retryAfter' in thrown);
    assert.equal(thrown.retryAfter, 1);
    return true;
  });
  await client.chat.postMessage({ channel: 'C0ALDER002', text: 'another channel' });
  await workspace.control('clock', { advanceMs: 1000 });
  await client.chat.postMessage({ channel, text: 'two' });
  const { messages = [] } = await client.conversations.history({ channel });
  assert.deepEqual(
    messages.map(({ text }) => text),
    ['two', 'one'],
  );
});

it('gives each method its own minute, by its tier', async (context) => {
  const closing = closeAfter(context);
  const workspace = closing.use(await startTestWorkspace({ limits: true }));
  await workspace.control('clock', { now: '2026-11-16T15:00:00Z', frozen: true });
  async function list(): Promise<Response> {
    return fetch(`${workspace.apiUrl}users.list`, { headers: { authorization: 'Bearer xoxb-simulator' } });
  }
  for (let count = 0; count < 20; count += 1) assert.equal((await list()).status, 200);
  await workspace.control('clock', { advanceMs: 20_000 });
  const refused = await list();
  assert.equal(refused.status, 429);
  assert.equal(refused.headers.get('retry-after'), '40');
  assert.deepEqual(await refused.json(), { ok: false, error: 'ratelimited' });
  await workspace.control('clock', { advanceMs: 40_000 });
  assert.equal((await list()).status, 200);
  await workspace.control('limits', { enforced: false });
  for (let count = 0; count < 30; count += 1) assert.equal((await list()).status, 200);
});

it('waits with the SDK and succeeds', async (context) => {
  const closing = closeAfter(context);
  const workspace = closing.use(await startTestWorkspace({ limits: true }));
  const client = new WebClient('xoxb-simulator', { slackApiUrl: workspace.apiUrl });
  client.on(WebClientEvent.RATE_LIMITED, () => void workspace.control('clock', { advanceMs: 1000 }));
  await workspace.control('faults', { kind: 'rate_limited', retryAfterSeconds: 1, route: 'POST /api/auth.test' });
  assert.equal((await client.auth.test()).ok, true);
  const { requests } = await workspace.read('/_control/requests');
  assert.ok(Array.isArray(requests));
  assert.deepEqual(
    requests.map(({ status }) => status),
    [429, 200],
  );
});
