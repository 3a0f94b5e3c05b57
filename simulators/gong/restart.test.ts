import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { takeWebhooks } from '#test/take-webhooks';
import { waitUntil } from '#test/wait-until';
import { smallWorld } from '../world/small-world.ts';
import { gongKey, startGongSimulator } from './index.ts';

it('goes after a restart on with what had ended, in the same live mode, with the same key, and announces what became ready', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gong-'));
  const stateFile = join(folder, 'gong.json');
  const taker = await takeWebhooks();
  const webhookUrl = `${taker.url}/webhooks/gong`;
  const authorization = `Basic ${Buffer.from(`${gongKey.accessKey}:${gongKey.secret}`).toString('base64')}`;
  async function ask(url: string, path: string): Promise<string> {
    return (await fetch(url + path, { headers: { authorization } })).text();
  }
  async function tell(url: string, words: { path: string; body: unknown }): Promise<void> {
    await fetch(`${url}/_control/${words.path}`, { method: 'POST', body: JSON.stringify(words.body) });
  }
  try {
    const first = await startGongSimulator({ port: 0, world: smallWorld(), stateFile, webhookUrl });
    await tell(first.url, { path: 'clock', body: { now: '2026-11-16T12:00:00Z', frozen: true } });
    await tell(first.url, { path: 'live', body: { everyMs: 60_000 } });
    await tell(first.url, { path: 'calls/next', body: {} });
    const key = await ask(first.url, '/_control/webhook-key');
    await first.close();
    const second = await startGongSimulator({ port: 0, world: smallWorld(), stateFile });
    assert.equal(await ask(second.url, '/_control/webhook-key'), key);
    assert.match(await ask(second.url, '/v2/calls/8100000000000000004'), /session with June/);
    assert.equal(taker.taken.length, 0);
    await tell(second.url, { path: 'clock', body: { advanceMs: 90_000 } });
    await waitUntil('the webhook has come', { condition: () => taker.taken.length === 1 });
    assert.match(await ask(second.url, '/_control/state'), /"everyMs":60000/);
    await second.close();
  } finally {
    taker.close();
    await rm(folder, { recursive: true });
  }
});
