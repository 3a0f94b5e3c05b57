import { z } from 'zod';
import { type Fragment, html, type Markup } from '../../kit/index.ts';
import { slackConstants } from '../constants.ts';
import { isMember } from '../find.ts';
import { repliesTo } from '../present/present-message.ts';
import { type Channel, JsonObject, type Message, type SlackState, type User } from '../state.ts';
import { renderAssistantThread } from './assistant-thread.ts';
import { emojiOf } from './inline-text.ts';
import { renderBlocks } from './render-blocks.ts';
import { renderMarkdown } from './render-markdown.ts';
import { renderMrkdwn } from './render-mrkdwn.ts';
import { userLabel } from './user-label.ts';
import { fieldsOf, hiddenFields, type Where } from './where.ts';

const Attachment = z.looseObject({
  blocks: z.array(JsonObject).optional(),
  text: z.string().optional(),
  title: z.string().optional(),
  fallback: z.string().optional(),
});

interface Shown {
  readonly state: SlackState;
  readonly channel: Channel;
  readonly person: User;
  readonly back: string;
}

/** A message with what hangs on it: attachments, reactions, its thread and a way to answer there. */
export function renderMessage(shown: Shown, message: Message): Markup {
  const { state, channel, person } = shown;
  const isRoot = message.threadTs === null || message.threadTs === message.ts;
  const replies = isRoot ? state.messages.filter((each) => isReplyOf(each, message)) : [];
  const canWrite = isMember(channel, person.id) && !channel.archived && message.visibleTo === null;
  return html`<li class="message${message.visibleTo === null ? '' : ' ephemeral'}" id="m${message.ts}">
${renderAlone(shown, message)}
${renderAssistantThread({ ...shown, message })}
${replies.length === 0 ? null : html`<ol class="thread" aria-label="${countOf(repliesTo(state, message).length)}">${replies.map((reply) => html`<li class="message${reply.visibleTo === null ? '' : ' ephemeral'}" id="m${reply.ts}">${renderAlone(shown, reply)}</li>`)}</ol>`}
${isRoot && canWrite ? replyForm(shown, message) : null}</li>`;
}

function renderAlone(shown: Shown, message: Message): Markup {
  const { state, channel, person, back } = shown;
  const isHidden = message.visibleTo !== null && message.visibleTo !== person.id;
  const where: Where = {
    state,
    person,
    back,
    place: { channelId: channel.id, ts: message.ts },
    values: message.inputs[person.id] ?? {},
    canPress: message.botId !== null && isMember(channel, person.id) && !person.deactivated && !isHidden,
  };
  return html`<p class="who"><strong>${message.username ?? userLabel(state, message.userId)}</strong>${message.botId === null ? null : html` <span class="tag">app</span>`}
<time datetime="${instantOf(message)}">${instantOf(message).slice(11, 16)}</time>${message.editedTs === null ? null : html` <span class="soft">(edited)</span>`}${message.isStreaming ? html` <span class="tag tag-mild">writing</span>` : null}</p>
${message.visibleTo === null ? null : html`<p class="soft">Only ${userLabel(state, message.visibleTo)} sees this.</p>`}
${renderContent(where, message)}
${renderReactions(state, message)}`;
}

function renderContent(where: Where, message: Message): Markup {
  const { state } = where;
  const files = state.files.filter(({ id }) => message.fileIds.includes(id));
  const main =
    message.blocks === null
      ? html`<div>${message.isStreaming ? renderMarkdown(message.text) : renderMrkdwn(state, message.text)}</div>`
      : renderBlocks({ where, blocks: message.blocks, form: null });
  return html`${main}
${(message.attachments ?? []).map((attachment) => html`<div class="attachment">${renderAttachment(where, attachment)}</div>`)}
${files.map(({ title, bytes }) => html`<p class="attachment">${title} <span class="soft">${bytes} bytes</span></p>`)}`;
}

function renderAttachment(where: Where, attachment: JsonObject): Fragment {
  const { blocks, title, text, fallback } = Attachment.parse(attachment);
  if (blocks !== undefined) return renderBlocks({ where, blocks, form: null });
  const body = renderMrkdwn(where.state, text ?? fallback ?? '');
  return html`${title === undefined ? null : html`<strong>${title}</strong><br>`}${body}`;
}

function renderReactions(state: SlackState, { reactions }: Message): Fragment {
  if (reactions.length === 0) return null;
  return html`<ul class="reactions" aria-label="Reactions">${reactions.map(
    ({ name, userIds }) =>
      html`<li class="tag" title="${userIds.map((id) => userLabel(state, id)).join(', ')}">${emojiOf(name)} ${userIds.length}</li>`,
  )}</ul>`;
}

function replyForm({ person, state, channel, back }: Shown, message: Message): Markup {
  const where: Where = {
    state,
    person,
    back,
    place: { channelId: channel.id, ts: message.ts },
    canPress: true,
    values: {},
  };
  return html`<details class="reply"><summary>Reply in the thread</summary>
<form method="post" action="/_inspector/do/post" class="composer">${hiddenFields({ ...fieldsOf(where), threadTs: message.ts })}
<textarea name="text" rows="2" required aria-label="Reply as ${userLabel(state, person.id)}"></textarea>
<button class="press press-primary">Reply as ${userLabel(state, person.id)}</button></form></details>`;
}

function isReplyOf(message: Message, root: Message): boolean {
  return message.channelId === root.channelId && message.threadTs === root.ts && message.ts !== root.ts;
}

function countOf(count: number): string {
  return count === 1 ? 'One reply' : `${count} replies`;
}

function instantOf({ ts }: Message): string {
  return new Date(Number(ts) * 1000).toISOString();
}

/** Whether the line is one that Slack wrote for somebody: joined, renamed, archived. */
export function isNotice({ subtype, userId }: Message): boolean {
  const isPlain = subtype === null || ['thread_broadcast', 'assistant_app_thread'].includes(subtype);
  return !isPlain && userId !== slackConstants.botId;
}
