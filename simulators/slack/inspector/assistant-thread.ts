import { type Fragment, html } from '../../kit/index.ts';
import type { Channel, Message, SlackState, User } from '../state.ts';
import { hiddenFields } from './where.ts';

interface ThreadShown {
  readonly state: SlackState;
  readonly channel: Channel;
  readonly person: User;
  readonly back: string;
  readonly message: Message;
}

/** What the assistant says of its thread: title, what it is doing, and what one could ask. */
export function renderAssistantThread({ state, channel, person, back, message }: ThreadShown): Fragment {
  const thread = state.assistantThreads.find((each) => each.channelId === channel.id && each.threadTs === message.ts);
  if (thread === undefined) return null;
  const fields = { as: person.id, back, channel: channel.id, threadTs: message.ts };
  return html`<div class="assistant">${thread.title === null ? null : html`<p><strong>${thread.title}</strong></p>`}
${thread.status === '' ? null : html`<p class="soft">Sophia ${thread.status}</p>`}
${thread.prompts.map(
  ({ title, message: text }) =>
    html`<form method="post" action="/_inspector/do/post">${hiddenFields({ ...fields, text })}<button class="press press-plain">${title}</button></form>`,
)}</div>`;
}
