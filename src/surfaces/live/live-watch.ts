/** Why a client was let go. */
export type DropReason = 'slow' | 'silent' | 'policy' | 'unforeseen' | 'stopping';

/** Whoever counts what happens at live connections. */
export interface LiveWatch {
  /** So many are connected now. */
  clients(count: number): void;
  connection(outcome: 'joined' | 'refused' | DropReason): void;
  /** `resumed`: from an event on that the client has had. */
  subscription(start: 'new' | 'resumed'): void;
  eventSent(): void;
}
