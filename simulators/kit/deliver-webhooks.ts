import { z } from 'zod';
import type { Fault, FaultPlan } from './fault.ts';
import { type Posted, postWebhook } from './post-webhook.ts';
import type { SimulatorClock } from './simulator-clock.ts';
import { WebhookAttempt, WebhookDelivery, type WebhookRules } from './webhook-delivery.ts';

const concurrency = 10;
const longestLog = 5000;
const longestHistory = 1000;
const longestHoldMs = 30_000;

export const SavedWebhooks = z.strictObject({
  targets: z.record(z.string(), z.string().nullable()),
  count: z.int(),
  deliveries: z.array(WebhookDelivery),
  attempts: z.array(WebhookAttempt),
});
export type SavedWebhooks = z.infer<typeof SavedWebhooks>;

export interface OutgoingWebhook {
  readonly topic: string;
  readonly payload: unknown;
  /** `default` where the vendor has one address. */
  readonly target?: string;
  /** Of whom or what, for the reader of an inspector. */
  readonly subject?: string;
  readonly delayMs?: number;
}

export interface WebhookQueue {
  /** Sends as soon as it is due; returns the id of the delivery. */
  send(webhook: OutgoingWebhook): string;
  /** Where each target is; null stops it. */
  setTarget(target: string, url: string | null): void;
  targets(): Readonly<Record<string, string | null>>;
  deliveries(): readonly WebhookDelivery[];
  attempts(): readonly WebhookAttempt[];
  /** Starts what is due by now; called at every turn of the clock. */
  pump(): void;
  save(): SavedWebhooks;
  clear(): void;
  close(): Promise<void>;
}

interface QueueParts<State> {
  readonly rules: WebhookRules<State>;
  readonly clock: SimulatorClock;
  readonly faults: FaultPlan;
  readonly readState: () => State;
  readonly onChange: () => void;
  readonly saved: SavedWebhooks;
}

/** What the queue works on; `parts` never changes, the rest does. */
interface Queue<State> {
  readonly parts: QueueParts<State>;
  count: number;
  deliveries: WebhookDelivery[];
  attempts: WebhookAttempt[];
  readonly targets: Record<string, string | null>;
  readonly running: Map<WebhookDelivery, Promise<void>>;
  readonly closing: AbortController;
}

/** The outgoing queue: due deliveries go out in order, several at a time, and are tried again as the vendor does. */
export function deliverWebhooks<State>(parts: QueueParts<State>): WebhookQueue {
  const { saved } = parts;
  const queue: Queue<State> = {
    parts,
    count: saved.count,
    deliveries: saved.deliveries.map((delivery) => ({ ...delivery })),
    attempts: [...saved.attempts],
    targets: { ...saved.targets },
    running: new Map(),
    closing: new AbortController(),
  };
  return {
    send: (webhook) => send(queue, webhook),
    setTarget: (target, url) => {
      queue.targets[target] = url;
      parts.onChange();
    },
    targets: () => queue.targets,
    deliveries: () => queue.deliveries,
    attempts: () => queue.attempts.slice(-longestLog),
    pump: () => pump(queue),
    save: () => ({
      targets: queue.targets,
      count: queue.count,
      deliveries: shorten(queue.deliveries),
      attempts: queue.attempts.slice(-500),
    }),
    clear: () => {
      queue.deliveries = [];
      queue.attempts = [];
      queue.count = 0;
    },
    close: async () => {
      queue.closing.abort();
      await Promise.all(queue.running.values());
    },
  };
}

function send<State>(queue: Queue<State>, webhook: OutgoingWebhook): string {
  const { topic, payload, target = 'default', subject = '', delayMs = 0 } = webhook;
  const { faults, clock, onChange } = queue.parts;
  function strikes(kind: string): Fault | null {
    return faults.take({ kinds: [kind], places: [topic] });
  }
  const isLost = strikes('webhook_lost') !== null;
  const dueAtMs = clock.now().getTime() + delayMs + (strikes('webhook_late')?.delayMs ?? 0);
  const heldBack = strikes('webhook_reordered') !== null;
  const status = isLost ? 'lost' : 'waiting';
  const form = { target, topic, subject, payload, dueAtMs, status, copyOf: null } as const;
  const { id } = enqueue(queue, { ...form, heldBack });
  if (strikes('webhook_doubled') !== null) {
    enqueue(queue, { ...form, heldBack: false, copyOf: id });
  }
  onChange();
  pump(queue);
  return id;
}

function enqueue<State>(
  queue: Queue<State>,
  delivery: Omit<WebhookDelivery, 'id' | 'sequence' | 'createdAtMs' | 'attempts'>,
): WebhookDelivery {
  queue.count += 1;
  const createdAtMs = queue.parts.clock.now().getTime();
  const added = { ...delivery, id: `webhook-${queue.count}`, sequence: queue.count, createdAtMs, attempts: 0 };
  queue.deliveries.push(added);
  if (queue.deliveries.length > longestHistory * 1.2) queue.deliveries = shorten(queue.deliveries);
  return added;
}

function pump<State>(queue: Queue<State>): void {
  const nowMs = queue.parts.clock.now().getTime();
  for (const delivery of queue.deliveries) {
    if (queue.closing.signal.aborted || queue.running.size >= concurrency) return;
    if (delivery.status !== 'waiting' || queue.running.has(delivery)) continue;
    const isHeld = delivery.heldBack && nowMs < delivery.createdAtMs + longestHoldMs;
    if (!isHeld && delivery.dueAtMs <= nowMs) {
      queue.running.set(delivery, attempt(queue, delivery));
    }
  }
}

async function attempt<State>(queue: Queue<State>, delivery: WebhookDelivery): Promise<void> {
  const { parts, closing } = queue;
  // The caller registers the attempt first, so that nothing below runs before it is known.
  await Promise.resolve();
  const url = queue.targets[delivery.target] ?? null;
  if (url === null) {
    delivery.status = 'nobody_listens';
  } else {
    const wrongSignature = parts.faults.take({ kinds: ['webhook_wrong_signature'], places: [delivery.topic] }) !== null;
    const sending = { delivery, state: parts.readState(), url, now: parts.clock.now(), wrongSignature };
    const posted = await postWebhook({
      rules: parts.rules,
      sending: { ...sending, count: delivery.attempts + 1 },
      signal: closing.signal,
    });
    // What was on its way during a reset belongs to the world before it.
    if (closing.signal.aborted || !queue.deliveries.includes(delivery)) {
      queue.running.delete(delivery);
      return;
    }
    queue.attempts.push(posted.attempt);
    if (queue.attempts.length > longestLog * 1.2) queue.attempts = queue.attempts.slice(-longestLog);
    settle({ queue, delivery, posted });
  }
  queue.running.delete(delivery);
  for (const held of queue.deliveries) {
    if (held.target === delivery.target && held.sequence < delivery.sequence) held.heldBack = false;
  }
  parts.onChange();
  pump(queue);
}

function settle<State>(input: { queue: Queue<State>; delivery: WebhookDelivery; posted: Posted }): void {
  const { delivery, posted } = input;
  const { rules, readState, clock } = input.queue.parts;
  const { answer } = posted;
  delivery.attempts = posted.attempt.count;
  if (answer !== null) rules.onAnswer?.({ delivery, answer, state: readState() });
  const delayMs = rules.retryDelaysMs[delivery.attempts - 1];
  if (answer !== null && answer.status >= 200 && answer.status < 300) {
    delivery.status = 'delivered';
  } else if (delayMs === undefined || rules.isRetried?.(answer) === false) {
    delivery.status = 'failed';
  } else {
    delivery.dueAtMs = clock.now().getTime() + delayMs;
  }
}

/** Everything that still waits, and the latest of the rest. */
function shorten(deliveries: readonly WebhookDelivery[]): WebhookDelivery[] {
  const settled = deliveries.filter(({ status }) => status !== 'waiting');
  const kept = new Set(settled.slice(-longestHistory));
  return deliveries.filter((delivery) => delivery.status === 'waiting' || kept.has(delivery));
}
