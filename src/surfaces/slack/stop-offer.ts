import type { AnswerEvent } from '#contracts';
import { actionIds, actions, type RenderedMessage, section } from '#modules/notifications';
import type { Context } from '#platform/context';
import { performEffect } from '#platform/effects';
import { quietly } from './quietly.ts';
import { whisperOnce } from './reply.ts';
import type { SlackSurface } from './slack-surface.ts';
import { type StopWord, stopValueOf } from './stop-word.ts';

/** A button that ends an answer which takes its time. Slack has none on a message that streams, so it stands alone. */
export interface StopOffer {
  tell(event: AnswerEvent): Promise<void>;
  /** The answer has come, or is given up. */
  withdraw(): Promise<void>;
}

interface OfferOptions {
  readonly surface: SlackSurface;
  readonly ctx: Context;
  /** The same whenever the same question is answered again. */
  readonly key: string;
  readonly place: { readonly channelId: string; readonly threadId: string | null };
  /** Where others read along, only whoever asked sees the button. */
  readonly isDirect: boolean;
  readonly userId: string;
  readonly stop: StopWord;
}

/** Offered once a model is asked: what the rules answer is there before anybody could press. */
export function createStopOffer(options: OfferOptions): StopOffer {
  const { surface, ctx, key, place, isDirect, userId, stop } = options;
  const message = messageOf(stop);
  let isOffered = false;
  let standing: string | null = null;
  async function offer(): Promise<void> {
    if (!isDirect) return whisperOnce({ surface, ctx, key: `stop:${key}`, ...place, message, userId });
    const { externalId } = await performEffect({
      ctx,
      target: 'slack',
      kind: 'post_message',
      key: `stop:${key}`,
      find: ({ marker, since }) => surface.chat.findMessage({ ...place, marker, since }),
      send: ({ marker }) => surface.chat.postMessage({ ...place, marker, ...message }),
    });
    standing = externalId;
  }
  return {
    tell: async (event) => {
      if (isOffered || event.type !== 'understood' || event.intent !== null) return;
      isOffered = true;
      await quietly(ctx, offer);
    },
    withdraw: async () => {
      const externalId = standing;
      if (externalId === null) return;
      await quietly(ctx, () => surface.desk.pane.removeMessage({ channelId: place.channelId, externalId }));
    },
  };
}

function messageOf(stop: StopWord): RenderedMessage {
  const text = 'No rule knows this question, so a model plans the answer. That can take a minute.';
  const button = { actionId: actionIds.stopAnswer, label: 'Stop', value: stopValueOf(stop) };
  return { text, blocks: [section(text), actions({ blockId: 'answer:under-way', buttons: [button] })] };
}
