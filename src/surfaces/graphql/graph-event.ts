import { z } from 'zod';

/** An event as it is sent to who follows it, before its fields are asked for. */
export interface GraphEvent {
  readonly id: string;
  readonly topic: string;
  readonly type: string;
  readonly at: string;
  readonly data: Readonly<Record<string, unknown>>;
}

const Frame = z.object({
  type: z.literal('event'),
  id: z.string(),
  topic: z.string(),
  message: z.object({ type: z.string(), timestamp: z.string(), data: z.record(z.string(), z.unknown()) }),
});

/** Reads an event out of a frame of the live hub; null where the frame is none. */
export function readEventFrame(frame: unknown): GraphEvent | null {
  const parsed = Frame.safeParse(frame).data;
  if (parsed === undefined) return null;
  const { id, topic, message } = parsed;
  return { id, topic, type: message.type, at: message.timestamp, data: message.data };
}
