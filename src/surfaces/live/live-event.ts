import { z } from 'zod';
import { AskInput } from '#contracts';
import type { FeedEvent } from '#platform/events';
import { LiveTopic, topicOf } from './topic-of.ts';

/** Which topics a client follows from now on, in place of those before, and behind which event. */
const SubscribeFrame = z.strictObject({
  type: z.literal('subscribe'),
  /** None for every topic. */
  topics: z.array(LiveTopic).max(LiveTopic.options.length).default([]),
  /** The id of the last event that it has; null for what comes from now on. */
  after: z.string().max(64).nullable().default(null),
});
export type SubscribeFrame = z.infer<typeof SubscribeFrame>;

/** The client's own name for a question: its answer and a word to stop carry it. */
const QuestionName = z.string().min(1).max(64);

const AskFrame = z.strictObject({
  type: z.literal('ask'),
  id: QuestionName,
  question: AskInput.shape.question,
  conversation: AskInput.shape.conversation.default(null),
});
export type AskFrame = z.infer<typeof AskFrame>;

/** What a client says: what it follows, what it asks, and that it has enough of an answer. */
export const ClientFrame = z.discriminatedUnion('type', [
  SubscribeFrame,
  AskFrame,
  z.strictObject({ type: z.literal('stop'), id: QuestionName }),
]);

/** An event as it is sent, written once for all who get it. */
export interface LiveEvent extends Pick<FeedEvent, 'place'> {
  readonly workspaceId: string;
  readonly topic: LiveTopic;
  readonly text: string;
}

export function toLiveEvent({ place, message }: FeedEvent): LiveEvent {
  const topic = topicOf(message.type);
  const text = JSON.stringify({ type: 'event', id: place.cursor, topic, message });
  return { place, workspaceId: message.workspaceId, topic, text };
}

/** Why a connection ends, by the codes of RFC 6455. */
export const closeCodes = {
  /** The server stops. */
  goingAway: 1001,
  /** What came is not understood, or too often. */
  policy: 1008,
  unforeseen: 1011,
  /** Too slow, or too many: come again. */
  tryAgain: 1013,
} as const;
