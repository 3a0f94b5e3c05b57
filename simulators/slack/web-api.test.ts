import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { WebClient } from '@slack/web-api';
import { startTestWorkspace, type TestWorkspace } from './test-workspace.ts';

/** The code of a refusal as the SDK reports it. */
async function refusal(call: Promise<unknown>): Promise<{ error: string; data: Record<string, unknown> }> {
  try {
    await call;
  } catch (thrown) {
    assert.ok(thrown instanceof Error && 'data' in thrown && typeof thrown.data === 'object' && thrown.data !== null);
    const data = { ...thrown.data };
    assert.ok('error' in data && typeof data.error === 'string');
    return { error: data.error, data };
  }
  throw new assert.AssertionError({ message: 'The call was expected to be refused.' });
}

describe('The Web API, through the SDK', () => {
  let workspace: TestWorkspace;
  let client: WebClient;
  before(async () => {
    workspace = await startTestWorkspace();
    client = new WebClient('xoxb-simulator', { slackApiUrl: workspace.apiUrl, retryConfig: { retries: 0 } });
  });
  after(() => workspace[Symbol.asyncDispose]());

  it('says who the bot is', async () => {
    const { user_id, bot_id, team_id, ok } = await client.auth.test();
    assert.deepEqual(
      { user_id, bot_id, team_id, ok },
      { user_id: 'U0SOPHIA', bot_id: 'B0SOPHIA', team_id: 'T0SIMULATE', ok: true },
    );
  });

  it('posts with blocks and metadata, and finds the marker in the history only when asked', async () => {
    const { channel } = await client.conversations.create({ name: 'markers' });
    const id = channel?.id ?? '';
    const metadata = { event_type: 'change_set', event_payload: { intent: 'intent-1' } };
    const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: '*Close date*' } }];
    const posted = await client.chat.postMessage({ channel: id, text: 'A change', blocks, metadata });
    assert.equal(posted.message?.text, 'A change');
    assert.deepEqual(Object.keys(posted.message?.bot_profile?.icons ?? {}), ['image_36', 'image_48', 'image_72']);
    assert.deepEqual(posted.message?.metadata, metadata);
    const plain = await client.conversations.history({ channel: id });
    assert.equal(plain.messages?.[0]?.metadata, undefined);
    const marked = await client.conversations.history({ channel: id, include_all_metadata: true });
    assert.deepEqual(marked.messages?.[0]?.metadata, metadata);
    assert.equal(marked.messages?.[0]?.ts, posted.ts);
    assert.match(JSON.stringify(marked.messages?.[0]?.blocks), /"block_id":"b\w+"/u);
  });

  it('keeps threads apart from the channel, and shows the root what hangs on it', async () => {
    const { channel } = await client.conversations.create({ name: 'threads' });
    const id = channel?.id ?? '';
    const root = await client.chat.postMessage({ channel: id, text: 'root' });
    const thread_ts = root.ts ?? '';
    await client.chat.postMessage({ channel: id, text: 'reply', thread_ts });
    await client.chat.postMessage({ channel: id, text: 'loud reply', thread_ts, reply_broadcast: true });
    const { messages = [] } = await client.conversations.history({ channel: id });
    assert.deepEqual(
      messages.map(({ text }) => text),
      ['loud reply', 'root'],
    );
    assert.equal(messages[1]?.reply_count, 2);
    const replies = await client.conversations.replies({ channel: id, ts: thread_ts });
    assert.deepEqual(
      replies.messages?.map(({ text }) => text),
      ['root', 'reply', 'loud reply'],
    );
    const missing = client.conversations.replies({ channel: id, ts: '1.000000' });
    assert.equal((await refusal(missing)).error, 'thread_not_found');
  });

  it('pages through a history with its cursor, between two moments', async () => {
    const { channel } = await client.conversations.create({ name: 'pages' });
    const id = channel?.id ?? '';
    const times: string[] = [];
    for (let count = 0; count < 7; count += 1) {
      const { ts = '' } = await client.chat.postMessage({ channel: id, text: `message ${count}` });
      times.push(ts);
    }
    const texts: string[] = [];
    for await (const page of client.paginate('conversations.history', { channel: id, limit: 3 })) {
      assert.ok('messages' in page && Array.isArray(page.messages));
      texts.push(...page.messages.map((message) => String(message.text)));
    }
    assert.deepEqual(
      texts,
      [6, 5, 4, 3, 2, 1, 0].map((count) => `message ${count}`),
    );
    const span = { channel: id, oldest: times[1] ?? '', latest: times[4] ?? '' };
    const open = await client.conversations.history(span);
    assert.deepEqual(
      open.messages?.map(({ ts }) => ts),
      [times[3], times[2]],
    );
    const closed = await client.conversations.history({ ...span, inclusive: true });
    assert.equal(closed.messages?.length, 4);
    assert.equal((await refusal(client.conversations.history({ channel: id, cursor: 'no' }))).error, 'invalid_cursor');
  });

  it("updates and deletes its own messages and nobody else's", async () => {
    const made = await client.conversations.create({ name: 'own' });
    const channel = made.channel?.id ?? '';
    const { ts = '' } = await client.chat.postMessage({ channel, text: 'first' });
    const updated = await client.chat.update({ channel, ts, text: 'second' });
    assert.equal((await refusal(client.chat.update({ channel, ts, text: 'x'.repeat(4001) }))).error, 'msg_too_long');
    assert.equal(updated.text, 'second');
    const { messages = [] } = await client.conversations.history({ channel, limit: 1 });
    assert.ok(messages[0]?.edited?.ts);
    await client.chat.delete({ channel, ts });
    assert.equal((await refusal(client.chat.update({ channel, ts, text: 'third' }))).error, 'message_not_found');
    await workspace.control('channel', { action: 'join', channel, userId: 'U0MAYA0001' });
    const written = await workspace.control('post', { channel, userId: 'U0MAYA0001', text: 'Mine.' });
    const theirs = { channel, ts: String(written['ts']) };
    assert.equal((await refusal(client.chat.update({ ...theirs, text: 'no' }))).error, 'cant_update_message');
    assert.equal((await refusal(client.chat.delete(theirs))).error, 'cant_delete_message');
  });

  it('leaves a stone where a root with replies was deleted', async () => {
    const { channel } = await client.conversations.create({ name: 'stones' });
    const id = channel?.id ?? '';
    const { ts = '' } = await client.chat.postMessage({ channel: id, text: 'root' });
    await client.chat.postMessage({ channel: id, text: 'reply', thread_ts: ts });
    await client.chat.delete({ channel: id, ts });
    const { messages = [] } = await client.conversations.history({ channel: id });
    assert.deepEqual(
      messages.map(({ subtype, text }) => [subtype, text]),
      [['tombstone', 'This message was deleted.']],
    );
    const again = client.chat.postMessage({ channel: id, text: 'late', thread_ts: ts });
    assert.equal((await refusal(again)).error, 'cannot_reply_to_message');
  });

  it('refuses what Slack refuses, with the same word', async () => {
    const { channel } = await client.conversations.create({ name: 'refusals' });
    const id = channel?.id ?? '';
    function post(given: object) {
      return refusal(client.apiCall('chat.postMessage', { channel: id, ...given }));
    }
    assert.equal((await post({})).error, 'no_text');
    assert.equal((await post({ channel: 'C0NOWHERE', text: 'x' })).error, 'channel_not_found');
    assert.equal((await post({ text: 'x'.repeat(40_001) })).error, 'msg_too_long');
    assert.equal((await post({ text: 'x', blocks: 'none' })).error, 'invalid_blocks_format');
    assert.equal((await post({ text: 'x', markdown_text: 'y' })).error, 'markdown_text_conflict');
    assert.equal((await post({ text: 'x', metadata: { event_type: 'a' } })).error, 'invalid_metadata_schema');
    assert.equal((await post({ text: 'x', metadata: 'a' })).error, 'invalid_metadata_format');
    const blocks = await post({ text: 'x', blocks: [{ type: 'section', text: { type: 'mrkdwn', text: '' } }] });
    assert.equal(blocks.error, 'invalid_blocks');
    assert.deepEqual(blocks.data['errors'], ['must be more than 0 characters [json-pointer:/blocks/0/text/text]']);
    assert.equal((await refusal(client.conversations.create({ name: 'refusals' }))).error, 'name_taken');
    assert.equal((await refusal(client.conversations.create({ name: 'Big Deal' }))).error, 'invalid_name_specials');
    assert.equal((await refusal(client.users.info({ user: 'U0NOBODY' }))).error, 'user_not_found');
    assert.equal((await refusal(client.users.lookupByEmail({ email: 'no@one.example' }))).error, 'users_not_found');
    assert.equal((await refusal(client.apiCall('chat.shout'))).error, 'unknown_method');
    const missing = await refusal(client.apiCall('users.info'));
    assert.equal(missing.error, 'invalid_arguments');
    assert.match(JSON.stringify(missing.data), /missing required field: user/u);
  });

  it('refuses a channel that is archived or that the bot is not in', async () => {
    const made = await workspace.control('channel', { action: 'create', name: 'elsewhere', userId: 'U0MAYA0001' });
    const { id } = Object(made['channel']);
    assert.equal((await refusal(client.chat.postMessage({ channel: id, text: 'x' }))).error, 'not_in_channel');
    assert.equal((await refusal(client.conversations.history({ channel: id }))).error, 'not_in_channel');
    await client.conversations.join({ channel: id });
    await client.chat.postMessage({ channel: id, text: 'x' });
    await workspace.control('channel', { action: 'archive', channel: id, userId: 'U0MAYA0001' });
    assert.equal((await refusal(client.chat.postMessage({ channel: id, text: 'x' }))).error, 'is_archived');
    await client.conversations.unarchive({ channel: id });
    await client.conversations.rename({ channel: id, name: 'elsewhere-again' });
    const info = await client.conversations.info({ channel: id, include_num_members: true });
    assert.deepEqual(
      [info.channel?.name, info.channel?.is_archived, info.channel?.num_members],
      ['elsewhere-again', false, 2],
    );
    const hidden = await workspace.control('channel', {
      action: 'create',
      name: 'secret',
      isPrivate: true,
      userId: 'U0MAYA0001',
    });
    const secret = client.conversations.info({ channel: Object(hidden['channel']).id });
    assert.equal((await refusal(secret)).error, 'channel_not_found');
  });

  it('lists conversations page by page, without those that are archived', async () => {
    const names: string[] = [];
    const given = { limit: 2, exclude_archived: true, types: 'public_channel,private_channel' };
    for await (const page of client.paginate('conversations.list', given)) {
      assert.ok('channels' in page && Array.isArray(page.channels) && page.channels.length <= 2);
      names.push(...page.channels.map((channel) => String(channel.name)));
    }
    assert.ok(names.includes('sales') && names.includes('acct-alder-point') && !names.includes('acct-old-mill'));
    const everything = await client.conversations.list({ types: 'public_channel' });
    assert.equal(everything.channels?.find(({ name }) => name === 'acct-old-mill')?.is_archived, true);
    assert.equal((await refusal(client.conversations.list({ types: 'rooms' }))).error, 'invalid_types');
  });

  it('finds people by address, opens direct messages, and knows who has left', async () => {
    const { user } = await client.users.lookupByEmail({ email: 'Maya.Okafor@tidewaterledger.example' });
    assert.equal(user?.id, 'U0MAYA0001');
    assert.equal(user?.tz, 'America/Chicago');
    const opened = await client.conversations.open({ users: 'U0MAYA0001' });
    const again = await client.conversations.open({ users: 'U0MAYA0001', return_im: true });
    assert.equal(again.channel?.id, opened.channel?.id);
    assert.equal(again.already_open, true);
    const posted = await client.chat.postMessage({ channel: 'U0MAYA0001', text: 'Hello' });
    assert.equal(posted.channel, opened.channel?.id);
    await workspace.control('user', { employeeKey: 'employee-luis', deactivated: true });
    const { members = [] } = await client.users.list({});
    assert.equal(members.find(({ id }) => id === 'U0LUIS0002')?.deleted, true);
    const gone = client.users.lookupByEmail({ email: 'luis.ferrer@tidewaterledger.example' });
    assert.equal((await refusal(gone)).error, 'users_not_found');
    assert.equal((await refusal(client.conversations.open({ users: 'U0LUIS0002' }))).error, 'user_disabled');
    await workspace.control('user', { employeeKey: 'employee-luis', deactivated: false });
  });

  it('shows an ephemeral message to one member and to no history', async () => {
    const { channel } = await client.conversations.create({ name: 'whispers' });
    const id = channel?.id ?? '';
    const away = client.chat.postEphemeral({ channel: id, user: 'U0MAYA0001', text: 'psst' });
    assert.equal((await refusal(away)).error, 'user_not_in_channel');
    await client.conversations.invite({ channel: id, users: 'U0MAYA0001,U0DANA0003' });
    const { message_ts } = await client.chat.postEphemeral({ channel: id, user: 'U0MAYA0001', text: 'psst' });
    assert.match(message_ts ?? '', /^\d+\.\d{6}$/u);
    const { messages = [] } = await client.conversations.history({ channel: id });
    assert.ok(messages.every(({ text }) => text !== 'psst'));
    const members = await client.conversations.members({ channel: id });
    assert.deepEqual(members.members, ['U0SOPHIA', 'U0MAYA0001', 'U0DANA0003']);
    await workspace.control('post', { channel: id, userId: 'U0MAYA0001', text: 'aloud' });
    const heard = await client.conversations.history({ channel: id });
    assert.deepEqual(
      heard.messages?.map(({ subtype, client_msg_id: clientId }) => [subtype, clientId !== undefined]),
      [
        [undefined, true],
        ['channel_join', false],
        ['channel_join', false],
      ],
    );
    const joined = await client.users.conversations({ user: 'U0MAYA0001' });
    assert.ok(joined.channels?.some((each) => each.id === id));
  });

  it('reacts, bookmarks, links and describes', async () => {
    const { channel } = await client.conversations.create({ name: 'details' });
    const id = channel?.id ?? '';
    const { ts = '' } = await client.chat.postMessage({ channel: id, text: 'x' });
    const place = { channel: id, timestamp: ts };
    await client.reactions.add({ ...place, name: 'eyes' });
    assert.equal((await refusal(client.reactions.add({ ...place, name: 'eyes' }))).error, 'already_reacted');
    const got = await client.reactions.get(place);
    assert.deepEqual(got.message?.reactions, [{ name: 'eyes', users: ['U0SOPHIA'], count: 1 }]);
    await client.reactions.remove({ ...place, name: 'eyes' });
    assert.equal((await refusal(client.reactions.remove({ ...place, name: 'eyes' }))).error, 'no_reaction');
    const { permalink } = await client.chat.getPermalink({ channel: id, message_ts: ts });
    assert.equal(permalink, `https://tidewaterledger.slack.com/archives/${id}/p${ts.replace('.', '')}`);
    const link = { channel_id: id, title: 'Deal', type: 'link', link: 'https://sophia.example/deals/1' } as const;
    const { bookmark } = await client.bookmarks.add(link);
    assert.equal((await client.bookmarks.list({ channel_id: id })).bookmarks?.[0]?.title, 'Deal');
    await client.bookmarks.remove({ channel_id: id, bookmark_id: bookmark?.id ?? '' });
    await client.conversations.setTopic({ channel: id, topic: 'Alder Point' });
    await client.conversations.setPurpose({ channel: id, purpose: 'What happens there' });
    const info = await client.conversations.info({ channel: id });
    assert.deepEqual([info.channel?.topic?.value, info.channel?.purpose?.value], ['Alder Point', 'What happens there']);
    await client.conversations.leave({ channel: id });
    assert.equal((await refusal(client.chat.postMessage({ channel: id, text: 'x' }))).error, 'not_in_channel');
  });

  it('posts what was scheduled when its time comes', async () => {
    const { channel } = await client.conversations.create({ name: 'later' });
    const id = channel?.id ?? '';
    const soon = Math.floor(Date.now() / 1000) + 3600;
    assert.equal(
      (await refusal(client.chat.scheduleMessage({ channel: id, text: 'x', post_at: 1 }))).error,
      'time_in_past',
    );
    const kept = await client.chat.scheduleMessage({ channel: id, text: 'in an hour', post_at: soon });
    const dropped = await client.chat.scheduleMessage({ channel: id, text: 'never', post_at: soon });
    const { scheduled_message_id = '' } = dropped;
    await client.chat.deleteScheduledMessage({ channel: id, scheduled_message_id });
    assert.equal(Object(kept.message).team, 'T0SIMULATE');
    const waiting = await client.chat.scheduledMessages.list({ channel: id });
    assert.deepEqual(
      waiting.scheduled_messages?.map((each) => each.id),
      [kept.scheduled_message_id],
    );
    await workspace.control('clock', { advanceMs: 3_700_000 });
    const { messages = [] } = await client.conversations.history({ channel: id });
    assert.deepEqual(
      messages.map(({ text }) => text),
      ['in an hour'],
    );
    await workspace.control('clock', { now: null });
  });

  it('streams a message piece by piece', async () => {
    const { channel } = await client.conversations.open({ users: 'U0DANA0003' });
    const id = channel?.id ?? '';
    const root = await workspace.control('post', { userId: 'U0DANA0003', text: 'How does Alder Point stand?' });
    const thread_ts = String(root['ts']);
    const { ts = '' } = await client.chat.startStream({ channel: id, thread_ts, markdown_text: 'It ' });
    await client.chat.appendStream({ channel: id, ts, markdown_text: 'stands **well**.' });
    assert.equal((await refusal(client.chat.update({ channel: id, ts, text: 'x' }))).error, 'streaming_state_conflict');
    const stopped = await client.chat.stopStream({ channel: id, ts });
    assert.equal(Object(stopped.message).text, 'It stands **well**.');
    const late = client.chat.appendStream({ channel: id, ts, markdown_text: 'x' });
    assert.equal((await refusal(late)).error, 'message_not_in_streaming_state');
  });

  it('takes a file in three steps', async () => {
    const { channel } = await client.conversations.create({ name: 'files' });
    const id = channel?.id ?? '';
    await client.filesUploadV2({
      channel_id: id,
      filename: 'brief.txt',
      file: Buffer.from('A brief'),
      initial_comment: 'Here',
    });
    const { messages = [] } = await client.conversations.history({ channel: id });
    assert.equal(messages[0]?.files?.[0]?.name, 'brief.txt');
    assert.equal(messages[0]?.text, 'Here');
  });

  it('publishes a Home tab and notices an old hash', async () => {
    const view = { type: 'home' as const, blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'Hello' } }] };
    const published = await client.views.publish({ user_id: 'U0MAYA0001', view });
    const hash = published.view?.hash ?? '';
    await client.views.publish({ user_id: 'U0MAYA0001', view, hash });
    const stale = client.views.publish({ user_id: 'U0MAYA0001', view, hash });
    assert.equal((await refusal(stale)).error, 'hash_conflict');
    const wrong = client.views.open({
      trigger_id: '1.2.3',
      view: { type: 'modal', title: { type: 'plain_text', text: 'x' }, blocks: [] },
    });
    assert.equal((await refusal(wrong)).error, 'invalid_trigger_id');
  });
});
