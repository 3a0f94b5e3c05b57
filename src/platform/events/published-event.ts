import type { DomainEvent, InnerEvent } from '#contracts';
import type { RecordedActor } from '#platform/context';

/** An event with the place it comes from. `eventId` is the same whenever it is handed over again. */
export interface PublishedEvent {
  readonly eventId: number;
  readonly workspaceId: string;
  readonly event: DomainEvent | InnerEvent;
  /** The request that caused it, and who made that. */
  readonly request: { readonly requestId: string; readonly actor: RecordedActor; readonly traceparent: string | null };
}
