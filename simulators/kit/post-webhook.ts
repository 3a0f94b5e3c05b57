import type { WebhookAnswer, WebhookAttempt, WebhookRules, WebhookSending } from './webhook-delivery.ts';

const longestAnswer = 2000;

export interface Posted {
  readonly attempt: WebhookAttempt;
  /** Null where none came in time. */
  readonly answer: WebhookAnswer | null;
}

/** One attempt: written and signed afresh, given up after the vendor's time. */
export async function postWebhook<State>(input: {
  rules: WebhookRules<State>;
  sending: WebhookSending<State>;
  signal: AbortSignal;
}): Promise<Posted> {
  const { rules, sending, signal } = input;
  const { delivery, url, now, count, wrongSignature } = sending;
  const startMs = performance.now();
  const { headers, body } = rules.write(sending);
  let answer: WebhookAnswer | null = null;
  let error: string | null = null;
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(rules.timeoutMs)]),
    });
    answer = { status: response.status, headers: response.headers, body: await response.text() };
  } catch (reason) {
    error = describeFailure(reason);
  }
  const attempt = {
    deliveryId: delivery.id,
    target: delivery.target,
    topic: delivery.topic,
    subject: delivery.subject,
    at: now.toISOString(),
    url,
    count,
    status: answer?.status ?? null,
    error,
    answer: answer?.body.slice(0, longestAnswer) ?? '',
    durationMs: Math.round(performance.now() - startMs),
    wrongSignature,
  };
  return { attempt, answer };
}

function describeFailure(reason: unknown): string {
  if (!(reason instanceof Error)) return String(reason);
  return reason.cause instanceof Error ? `${reason.message}: ${reason.cause.message}` : reason.message;
}
