// An answer that comes as it is made. The message is begun once, whatever is retried, and found again if its beginning
// was not recorded; its end puts the whole answer in its place, so that a retry after a crash leaves one message with
// the same words. What is streamed in between is only shown, never relied on.
import type { AnswerEvent } from '#contracts';
import { line, type RenderedMessage } from '#modules/notifications';
import type { Context } from '#platform/context';
import { performEffect } from '#platform/effects';
import { SophiaError } from '#platform/errors';
import { quietly } from './quietly.ts';
import { postOnce } from './reply.ts';
import type { SlackSurface } from './slack-surface.ts';

export interface StreamedReply {
  /** Says that it is worked at, and names the thread by its first question. */
  begin(asked: { readonly question: string; readonly isFirst: boolean }): Promise<void>;
  tell(event: AnswerEvent): Promise<void>;
  /** Puts the message as it is to stay, once. */
  finish(message: RenderedMessage): Promise<void>;
}

interface ReplyOptions {
  readonly surface: SlackSurface;
  readonly ctx: Context;
  /** The same whenever the same question is answered again. */
  readonly key: string;
  readonly thread: { readonly channelId: string; readonly threadId: string };
  /** The message that is answered. */
  readonly after: string;
}

const longestTitle = 60;
/** Slack takes so many pieces a minute that an answer may come in parts of this length. */
const leastPiece = 160;

/** A reply in a thread of a direct message. Where Slack does not stream there, it is posted as any other. */
export function createStreamedReply(options: ReplyOptions): StreamedReply {
  const { surface, ctx, key, thread } = options;
  const { pane } = surface.desk;
  let waiting = '';
  let shows = true;
  let sentTo: string | null = null;
  async function showPiece(): Promise<void> {
    const text = waiting;
    waiting = '';
    if (sentTo !== null) {
      await pane.appendStream({ channelId: thread.channelId, externalId: sentTo, text });
      return;
    }
    const { externalId, outcome } = await beginMessage({ ...options, text });
    sentTo = externalId;
    // Begun in a try before: what stands there already would come twice.
    if (outcome !== 'sent') shows = false;
  }
  return {
    begin: async ({ question, isFirst }) => {
      await quietly(ctx, () => pane.setStatus({ ...thread, status: 'is looking it up…' }));
      const title = question.slice(0, longestTitle);
      if (isFirst) await quietly(ctx, () => pane.setTitle({ ...thread, title }));
    },
    tell: async (event) => {
      const status = statusOf(event);
      if (status !== null) await quietly(ctx, () => pane.setStatus({ ...thread, status: status.slice(0, 100) }));
      if (!shows) return;
      waiting += pieceOf(event);
      if (waiting.length >= leastPiece) shows = await quietly(ctx, showPiece);
    },
    finish: async (message) => {
      try {
        await finishMessage({ ...options, message });
      } catch (error) {
        if (!isRefusal(error)) throw error;
        await postOnce({ surface, ctx, key, ...thread, message });
      }
      // A message takes the status away, but a message that was there already does not.
      await quietly(ctx, () => pane.setStatus({ ...thread, status: '' }));
    },
  };
}

/** A message in the thread takes the status away, so it is said again where one may have come between. */
function statusOf(event: AnswerEvent): string | null {
  if (event.type === 'understood' && event.intent === null) return 'has a model plan the answer…';
  return event.type === 'step' && event.found === null ? `looks: ${event.text}` : null;
}

/** Slack reads a stream as Markdown: what it would take for a sign is written out. */
function pieceOf(event: AnswerEvent): string {
  if (event.type === 'text') return markdown(event.text);
  return event.type === 'line' ? `\n- ${markdown(event.text)}` : '';
}

function markdown(text: string): string {
  const tail = /\s$/u.test(text) ? ' ' : '';
  return `${line(text, 1_000).replaceAll(/[\\`*_~[\]()#!|]/g, '\\$&')}${tail}`;
}

function beginMessage({ surface, ctx, key, thread, after, text }: ReplyOptions & { text: string }) {
  const { pane } = surface.desk;
  return performEffect({
    ctx,
    target: 'slack',
    kind: 'start_stream',
    key: `stream:${key}`,
    find: () => pane.findOpenStream({ ...thread, after }),
    send: () => pane.startStream({ ...thread, text }),
  });
}

async function finishMessage(options: ReplyOptions & { message: RenderedMessage }): Promise<void> {
  const { surface, ctx, key, thread, message } = options;
  await performEffect({
    ctx,
    target: 'slack',
    kind: 'post_message',
    key: `reply:${key}`,
    find: ({ marker, since }) => surface.chat.findMessage({ ...thread, marker, since }),
    send: async ({ marker }) => {
      const { externalId } = await beginMessage({ ...options, text: line(message.text, 200) });
      await surface.desk.pane.finishStream({ channelId: thread.channelId, externalId, marker, ...message });
      return { externalId };
    },
  });
}

/** Slack said no to streaming there, and always will. */
function isRefusal(error: unknown): boolean {
  return error instanceof SophiaError && error.code.startsWith('vendor.') && !error.entry.retryable;
}
