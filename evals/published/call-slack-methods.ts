import { z } from 'zod';
import { slackConstants } from '../../simulators/slack/index.ts';
import { asRecord } from './difference.ts';

export type SlackCall = (method: string, given?: object) => Promise<Readonly<Record<string, unknown>>>;

interface Asked {
  readonly call: SlackCall;
  /** Acts as a person in the simulated workspace. */
  readonly control: (path: string, body?: object) => Promise<Readonly<Record<string, unknown>>>;
  readonly url: string;
}

export const person = 'U0MAYA0001';
const Text = z.string();
const blocks = [
  { type: 'section', text: { type: 'mrkdwn', text: '*Close date*' } },
  {
    type: 'actions',
    elements: [{ type: 'button', action_id: 'approve', text: { type: 'plain_text', text: 'Approve' }, value: '1' }],
  },
];
export const modal = {
  type: 'modal',
  callback_id: 'edit-change',
  private_metadata: 'change-1',
  title: { type: 'plain_text', text: 'Edit the value' },
  submit: { type: 'plain_text', text: 'Save' },
  blocks: [
    {
      type: 'input',
      block_id: 'value',
      label: { type: 'plain_text', text: 'New value' },
      element: { type: 'plain_text_input', action_id: 'text' },
    },
    {
      type: 'actions',
      elements: [{ type: 'button', action_id: 'more', text: { type: 'plain_text', text: 'More' }, value: '1' }],
    },
  ],
};

/** One representative request to every method of the simulated Web API; returns the message with a button. */
export async function callSlackMethods(asked: Asked): Promise<{ channel: string; ts: string }> {
  const { call } = asked;
  for (const method of ['api.test', 'auth.test', 'users.list', 'users.conversations']) await call(method);
  await call('apps.connections.open');
  await call('conversations.list', { types: 'public_channel,private_channel' });
  await call('users.info', { user: person });
  await call('users.profile.get', { user: person });
  await call('users.lookupByEmail', { email: 'Maya.Okafor@tidewaterledger.example' });
  const made = await call('conversations.create', { name: 'published' });
  const channel = Text.parse(asRecord(made['channel'])['id']);
  await callChannelMethods({ ...asked, channel });
  const { ts } = await callMessageMethods({ ...asked, channel });
  await callAssistantMethods(asked);
  await callFileMethods({ ...asked, channel });
  await call('views.publish', { user_id: person, view: { type: 'home', blocks: blocks.slice(0, 1) } });
  return { channel, ts };
}

/** What ends the conversation and the token, when all else is done. */
export async function callEndingMethods({
  call,
  url,
  channel,
}: Pick<Asked, 'call' | 'url'> & { channel: string }): Promise<void> {
  await call('conversations.archive', { channel });
  await call('conversations.unarchive', { channel });
  await call('conversations.leave', { channel });
  await call('conversations.join', { channel });
  await install({ call, url });
  await call('auth.revoke');
}

async function callChannelMethods({ call, channel }: Asked & { channel: string }): Promise<void> {
  await call('conversations.invite', { channel, users: `${person},U0DANA0003` });
  await call('conversations.rename', { channel, name: 'published-again' });
  await call('conversations.setTopic', { channel, topic: 'Alder Point' });
  await call('conversations.setPurpose', { channel, purpose: 'What happens there' });
  await call('conversations.info', { channel, include_num_members: true });
  await call('conversations.members', { channel });
  await call('conversations.open', { users: person, return_im: true });
  const link = { channel_id: channel, title: 'Deal', type: 'link', link: 'https://sophia.example/deals/1' };
  const added = await call('bookmarks.add', link);
  await call('bookmarks.list', { channel_id: channel });
  await call('bookmarks.remove', { channel_id: channel, bookmark_id: asRecord(added['bookmark'])['id'] });
}

async function callMessageMethods({ call, channel }: Asked & { channel: string }): Promise<{ ts: string }> {
  const posted = await call('chat.postMessage', { channel, text: 'A change', blocks });
  const ts = Text.parse(posted['ts']);
  await call('chat.postMessage', { channel, text: 'A reply', thread_ts: ts });
  await call('chat.postEphemeral', { channel, user: person, text: 'psst' });
  const place = { channel, timestamp: ts, name: 'eyes' };
  await call('reactions.add', place);
  await call('reactions.get', place);
  await call('conversations.history', { channel });
  await call('conversations.replies', { channel, ts });
  await call('reactions.remove', place);
  await call('chat.getPermalink', { channel, message_ts: ts });
  await call('chat.update', { channel, ts, text: 'A change', blocks });
  const later = { channel, text: 'in an hour', post_at: Math.floor(Date.now() / 1000) + 3600 };
  const kept = await call('chat.scheduleMessage', later);
  await call('chat.scheduledMessages.list', { channel });
  await call('chat.deleteScheduledMessage', { channel, scheduled_message_id: kept['scheduled_message_id'] });
  const gone = await call('chat.postMessage', { channel, text: 'gone soon' });
  await call('chat.delete', { channel, ts: gone['ts'] });
  return { ts };
}

async function callAssistantMethods({ call, control }: Asked): Promise<void> {
  const { channel, threadTs } = await control('open-assistant', { userId: person });
  const place = { channel_id: channel, thread_ts: threadTs };
  await call('assistant.threads.setTitle', { ...place, title: 'Alder Point' });
  await call('assistant.threads.setStatus', { ...place, status: 'is reading the call' });
  await call('assistant.threads.setSuggestedPrompts', { ...place, prompts: [{ title: 'Open?', message: 'Open?' }] });
  const started = await call('chat.startStream', { channel, thread_ts: threadTs, markdown_text: 'It ' });
  const { ts } = started;
  await call('chat.appendStream', { channel, ts, markdown_text: 'stands **well**.' });
  await call('chat.stopStream', { channel, ts });
}

/** As somebody who agrees to the app being installed. */
async function install({ call, url }: Pick<Asked, 'call' | 'url'>): Promise<void> {
  const { clientId, clientSecret } = slackConstants;
  const query = { client_id: clientId, scope: 'chat:write', state: '1', redirect_uri: 'http://127.0.0.1:1/slack' };
  const agreed = await fetch(`${url}/oauth/v2/authorize?${new URLSearchParams(query).toString()}`, {
    redirect: 'manual',
  });
  const code = new URL(agreed.headers.get('location') ?? '').searchParams.get('code');
  await call('oauth.v2.access', { client_id: clientId, client_secret: clientSecret, code });
}

async function callFileMethods({ call, channel }: Asked & { channel: string }): Promise<void> {
  const place = await call('files.getUploadURLExternal', { filename: 'brief.txt', length: 7 });
  await (await fetch(Text.parse(place['upload_url']), { method: 'POST', body: 'A brief' })).text();
  const files = [{ id: place['file_id'], title: 'Brief' }];
  await call('files.completeUploadExternal', { files, channel_id: channel });
}
