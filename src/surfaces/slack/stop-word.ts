import type { SlackBlockActions, SlackEventEnvelope } from '#integrations/slack';
import { actionIds } from '#modules/notifications';
import { conversationOf } from './conversation-of.ts';
import { plainText } from './plain-text.ts';

/** That somebody has had enough of what they asked in a thread, up to a message. */
export interface StopWord {
  readonly conversation: string;
  readonly askedUntil: number;
}

const stopWords =
  /^(?:please )?(?:stop|cancel|abort|halt|never ?mind)(?:,? (?:it|that|this|please|now|answering))*[.!]*$/iu;

/** Whether a message, as it was typed, is no question but a word to stop. */
export function isStopWord(text: string): boolean {
  return stopWords.test(plainText(text));
}

/** What a message stops; null where it is none that stops anything. */
export function stopWordOf({ event }: SlackEventEnvelope): StopWord | null {
  if (event.type !== 'message' && event.type !== 'app_mention') return null;
  const { channel, ts, text } = event;
  if (typeof channel !== 'string' || typeof ts !== 'string' || !isStopWord(text ?? '')) return null;
  const conversation = conversationOf({ channelId: channel, threadId: threadOf(event) });
  return { conversation, askedUntil: Number(ts) };
}

/** The thread in which a message stands or, where it is a mention, begins one. */
export function threadOf({ type, ts, thread_ts: threadTs }: SlackEventEnvelope['event']): string | null {
  return threadTs ?? (type === 'app_mention' ? (ts ?? null) : null);
}

/** What the button beside an answer that is under way holds. */
export function stopValueOf({ conversation, askedUntil }: StopWord): string {
  return `${conversation} ${askedUntil}`;
}

/** What a press of that button stops; null for a press of another one. */
export function pressedStop({ actions: [action] }: SlackBlockActions): StopWord | null {
  if (action?.action_id !== actionIds.stopAnswer) return null;
  const [, conversation = '', askedUntil = ''] = /^(\S+) (\d+(?:\.\d+)?)$/u.exec(action.value ?? '') ?? [];
  return conversation === '' ? null : { conversation, askedUntil: Number(askedUntil) };
}
