import { z } from 'zod';
import type { DomainEvent } from './domain-event.ts';

/**
 * An event as programs outside get it, by webhook or over a socket. It holds ids and figures and no text of a call or
 * of the CRM: what it is about is read over the API, with the rights of whoever reads.
 */
export const EventMessage = z.strictObject({
  type: z.string().min(1),
  /** When it happened. */
  timestamp: z.iso.datetime(),
  workspaceId: z.string().min(1),
  /** Rises with the order in which events were written; null for a test. */
  eventId: z.int().nullable(),
  data: z.record(z.string(), z.unknown()),
});
export type EventMessage = z.infer<typeof EventMessage>;

/** The message of an event; what the event says beside its type is its data. */
export function eventMessageOf({
  event,
  eventId,
  workspaceId,
  at,
}: {
  event: DomainEvent;
  eventId: number;
  workspaceId: string;
  at: Date;
}): EventMessage {
  const { type, ...data } = event;
  return { type, timestamp: at.toISOString(), workspaceId, eventId, data };
}
