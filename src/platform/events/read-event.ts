import { z } from 'zod';
import { DomainEvent, InnerEvent } from '#contracts';
import type { outbox } from '#platform/db';
import type { PublishedEvent } from './published-event.ts';

const AnyEvent = z.union([DomainEvent, InnerEvent]);

const Request = z.object({
  requestId: z.string(),
  traceparent: z.string().nullable().default(null),
  actor: z.discriminatedUnion('type', [
    z.object({ type: z.literal('operator'), name: z.string() }),
    z.object({ type: z.literal('user'), userId: z.string(), name: z.string(), email: z.string() }),
    z.object({ type: z.literal('service'), keyId: z.string(), name: z.string() }),
    z.object({ type: z.literal('agent'), keyId: z.string(), name: z.string(), actsFor: z.string() }),
    z.object({ type: z.literal('visitor') }),
    z.object({ type: z.literal('schedule'), name: z.string() }),
    z.object({ type: z.literal('system'), component: z.string() }),
    z.object({ type: z.literal('webhook'), source: z.string() }),
    z.object({
      type: z.literal('chat_user'),
      source: z.string(),
      userId: z.string(),
      name: z.string(),
      email: z.string().nullable(),
    }),
  ]),
});

/** The event as it was published. Throws where a version of Sophia wrote it that knows other events. */
export function readEvent(row: typeof outbox.$inferSelect): PublishedEvent {
  return {
    eventId: row.id,
    workspaceId: row.workspaceId,
    event: AnyEvent.parse(row.payload),
    request: Request.parse(row.request),
  };
}
