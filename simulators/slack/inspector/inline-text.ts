import { type Fragment, html, type Markup } from '../../kit/index.ts';
import type { SlackState } from '../state.ts';
import { userLabel } from './user-label.ts';

const emoji: Readonly<Record<string, string>> = {
  white_check_mark: '✅',
  heavy_check_mark: '✔️',
  x: '❌',
  warning: '⚠️',
  eyes: '👀',
  tada: '🎉',
  memo: '📝',
  calendar: '📅',
  telephone_receiver: '📞',
  moneybag: '💰',
  hourglass_flowing_sand: '⏳',
  arrows_counterclockwise: '🔄',
  leftwards_arrow_with_hook: '↩️',
  bulb: '💡',
  rotating_light: '🚨',
  thumbsup: '👍',
  '+1': '👍',
  thumbsdown: '👎',
  '-1': '👎',
  wave: '👋',
  robot_face: '🤖',
  lock: '🔒',
};

export function emojiOf(name: string): string {
  return emoji[name] ?? `:${name}:`;
}

/** Only addresses that a person may follow without harm become links. */
export function safeLink({ url, label }: { url: string; label: Fragment }): Markup {
  const isSafe = /^(https?:|mailto:)/u.test(url);
  return isSafe ? html`<a href="${url}" rel="noreferrer noopener">${label}</a>` : html`${label}`;
}

/** What stands between angle brackets: a person, a channel, a date, a link. */
export function reference(state: SlackState, inside: string): Markup {
  const [target = '', label] = inside.split('|');
  if (target.startsWith('@')) return html`<span class="mention">@${userLabel(state, target.slice(1))}</span>`;
  if (target.startsWith('#')) {
    const channel = state.channels.find(({ id }) => id === target.slice(1));
    return html`<span class="mention">#${label ?? channel?.name ?? target.slice(1)}</span>`;
  }
  if (target.startsWith('!date^')) return html`${label ?? target.split('^')[1]}`;
  if (target.startsWith('!'))
    return html`<span class="mention">@${label ?? target.slice(1).replace(/^subteam\^/u, '')}</span>`;
  return safeLink({ url: decodeEntities(target), label: decodeEntities(label ?? target) });
}

export function decodeEntities(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
