import type { SlackState } from '../state.ts';

const tokens = /<[@#!][^>]+>|https?:\/\/[^\s<>]+|[\w.+-]+@[\w-]+\.[\w.-]*\w|[@#][\w.-]*\w|[&<>]/gu;

/** What Slack makes of a line that somebody typed: mentions and links in angle brackets, the rest escaped. */
export function typedText(state: SlackState, typed: string): string {
  return typed.replaceAll(tokens, (found) => {
    if (/^<[@#!]/u.test(found)) return found;
    if (/^https?:/u.test(found)) return `<${found.replaceAll('&', '&amp;')}>`;
    if (found.startsWith('@')) return mentionOf(state, found);
    if (found.startsWith('#')) return channelOf(state, found);
    if (found.includes('@')) return `<mailto:${found}|${found}>`;
    return { '&': '&amp;', '<': '&lt;', '>': '&gt;' }[found] ?? found;
  });
}

/** The block that Slack adds to what a person wrote. */
export function richTextOf(text: string): Record<string, unknown> {
  const elements = text.split(/(<@\w+>)/u).flatMap((part) => {
    if (part === '') return [];
    const userId = /^<@(\w+)>$/u.exec(part)?.[1];
    return [userId === undefined ? { type: 'text', text: part } : { type: 'user', user_id: userId }];
  });
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
}

function mentionOf({ users }: SlackState, typed: string): string {
  const user = users.find(({ name }) => `@${name}` === typed.toLowerCase());
  return user === undefined ? typed : `<@${user.id}>`;
}

function channelOf({ channels }: SlackState, typed: string): string {
  const channel = channels.find(({ kind, name }) => kind !== 'im' && `#${name}` === typed);
  return channel === undefined ? typed : `<#${channel.id}|${channel.name}>`;
}
