import { z } from 'zod';

/** Something that the simulator sends by itself, on its way to whoever listens. */
export const WebhookDelivery = z.strictObject({
  id: z.string(),
  /** Counts up: what was to be sent first has the lower one. */
  sequence: z.int(),
  /** Which of the configured addresses it goes to; `default` where a vendor has one. */
  target: z.string(),
  /** What it tells: faults name it as their route. */
  topic: z.string(),
  /** Of whom or what, for the reader of an inspector. */
  subject: z.string(),
  payload: z.unknown(),
  createdAtMs: z.number(),
  dueAtMs: z.number(),
  attempts: z.int(),
  status: z.enum(['waiting', 'delivered', 'failed', 'lost', 'nobody_listens']),
  /** It waits until something later to the same target has gone first. */
  heldBack: z.boolean(),
  copyOf: z.string().nullable(),
});
export type WebhookDelivery = z.infer<typeof WebhookDelivery>;

export const WebhookAttempt = z.strictObject({
  deliveryId: z.string(),
  target: z.string(),
  topic: z.string(),
  subject: z.string(),
  at: z.string(),
  url: z.string(),
  /** 1 for the first. */
  count: z.int(),
  /** Null where there was no answer; `error` says why. */
  status: z.int().nullable(),
  error: z.string().nullable(),
  answer: z.string(),
  durationMs: z.number(),
  wrongSignature: z.boolean(),
});
export type WebhookAttempt = z.infer<typeof WebhookAttempt>;

export interface WebhookAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** How a vendor sends: its form, its signature, its patience. */
export interface WebhookRules<State> {
  /** The waits before the second, third … attempt; empty where the vendor tries once. */
  readonly retryDelaysMs: readonly number[];
  readonly timeoutMs: number;
  /** Called for each attempt, so that time stamps and signatures are fresh. */
  readonly write: (sending: WebhookSending<State>) => { headers: Record<string, string>; body: string };
  /** Whether a later attempt is worth it; null is no answer. By default everything but a 2xx is tried again. */
  readonly isRetried?: (answer: WebhookAnswer | null) => boolean;
  /** What the vendor does with the answer, for one that reads it. */
  readonly onAnswer?: (answered: { delivery: WebhookDelivery; answer: WebhookAnswer; state: State }) => void;
}

export interface WebhookSending<State> {
  readonly delivery: WebhookDelivery;
  readonly state: State;
  readonly url: string;
  readonly now: Date;
  /** 1 for the first. */
  readonly count: number;
  /** Sign it so that it does not verify. */
  readonly wrongSignature: boolean;
}
