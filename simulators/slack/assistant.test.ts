import assert from 'node:assert/strict';
import { it } from 'node:test';
import { WebClient } from '@slack/web-api';
import { closeAfter, startTestWorkspace } from './test-workspace.ts';

it('lets the assistant say what it does, name its thread and offer questions', async (context) => {
  const closing = closeAfter(context);
  const workspace = closing.use(await startTestWorkspace());
  const client = new WebClient('xoxb-simulator', { slackApiUrl: workspace.apiUrl, retryConfig: { retries: 0 } });
  const { channel, threadTs } = await workspace.control('open-assistant', { userId: 'U0MAYA0001' });
  const place = { channel_id: String(channel), thread_ts: String(threadTs) };
  async function read(): Promise<Record<string, unknown>> {
    return Object((await workspace.read('/_control/state'))['state']).assistantThreads[0];
  }
  await client.assistant.threads.setTitle({ ...place, title: 'Alder Point' });
  await client.assistant.threads.setStatus({ ...place, status: 'is reading the call' });
  const prompts = [{ title: 'What is open?', message: 'What is open with Alder Point?' }] as const;
  await client.assistant.threads.setSuggestedPrompts({ ...place, prompts: [...prompts] });
  const { title, status, prompts: kept } = await read();
  assert.deepEqual([title, status, kept], ['Alder Point', 'is reading the call', prompts]);
  await client.chat.postMessage({ channel: place.channel_id, thread_ts: place.thread_ts, text: 'Two promises.' });
  assert.equal((await read())['status'], '');
  const nowhere = client.assistant.threads.setStatus({ ...place, thread_ts: '1.000000', status: 'x' });
  await assert.rejects(nowhere, /invalid_thread_ts/u);
});

it('answers an archive call and the test of the API itself', async (context) => {
  const closing = closeAfter(context);
  const workspace = closing.use(await startTestWorkspace());
  const client = new WebClient('xoxb-simulator', { slackApiUrl: workspace.apiUrl, retryConfig: { retries: 0 } });
  const echoed: Record<string, unknown> = { ...(await client.apiCall('api.test', { colour: 'red' })) };
  assert.deepEqual(echoed['args'], { colour: 'red' });
  await assert.rejects(client.api.test({ error: 'my_error' }), /my_error/u);
  await client.conversations.archive({ channel: 'C0ALDER002' });
  await assert.rejects(client.conversations.archive({ channel: 'C0ALDER002' }), /already_archived/u);
  const profile = await client.users.profile.get({ user: 'U0DANA0003' });
  assert.equal(profile.profile?.title, 'Director of Sales');
});
