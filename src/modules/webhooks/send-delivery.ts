import type { WebhookAttempt, WebhookProblem } from '#contracts';
import { errorCatalogue } from '#platform/errors';
import { type EndpointRow, validSecrets } from './endpoint-row.ts';
import { signMessage } from './sign-message.ts';
import type { WebhookContext } from './webhook-context.ts';

/** One request as it ended. */
export interface SentDelivery extends WebhookAttempt {
  /** Null where it was taken. */
  readonly problem: WebhookProblem | null;
  readonly retryAfterSeconds: number | null;
  /** The receiver says that it is gone for good. */
  readonly isGone: boolean;
}

/** Sends a message once, signed as of now. */
export async function sendDelivery({
  ctx,
  endpoint,
  messageId,
  body,
}: {
  ctx: WebhookContext;
  endpoint: EndpointRow;
  messageId: string;
  body: string;
}): Promise<SentDelivery> {
  const at = ctx.clock.now();
  const secrets = validSecrets({ row: endpoint, now: at, box: ctx.secretBox });
  if (secrets.length === 0) return unsigned(at);
  const signature = signMessage({ messageId, at, body, secrets });
  const headers = { 'content-type': 'application/json', 'user-agent': 'Sophia-Webhooks/1', ...signature };
  const answer = await ctx.outbound.post({ url: endpoint.url, headers, body });
  const started = { at: at.toISOString(), durationMs: answer.durationMs };
  if (answer.outcome !== 'answered') {
    const problem = problemOf({ outcome: answer.outcome, reason: answer.reason });
    const { outcome } = answer;
    return {
      ...started,
      outcome,
      status: null,
      responseExcerpt: null,
      problem,
      retryAfterSeconds: null,
      isGone: false,
    };
  }
  const { status, excerpt, retryAfterSeconds } = answer;
  const isTaken = status >= 200 && status < 300;
  return {
    ...started,
    outcome: isTaken ? 'delivered' : 'refused',
    status,
    responseExcerpt: excerpt,
    problem: isTaken ? null : refusal(status),
    retryAfterSeconds,
    isGone: status === 410,
  };
}

/** Nothing is sent that its receiver could not check. */
function unsigned(at: Date): SentDelivery {
  const code = 'secret.unreadable';
  const message = 'Expected to open the secret of the endpoint with a key of this machine, found that none does.';
  return {
    at: at.toISOString(),
    durationMs: 0,
    outcome: 'blocked',
    status: null,
    responseExcerpt: null,
    problem: { code, message, action: errorCatalogue[code].action },
    retryAfterSeconds: null,
    isGone: false,
  };
}

function problemOf({ outcome, reason }: { outcome: 'timeout' | 'unreachable' | 'blocked'; reason: string }) {
  if (outcome === 'blocked') {
    return {
      code: 'webhook.address-refused',
      message: reason,
      action: 'Use a public https address, or name its host in SOPHIA_WEBHOOK_PRIVATE_HOSTS.',
    };
  }
  const code = outcome === 'timeout' ? 'vendor.timeout' : 'vendor.unavailable';
  return { code, message: reason, action: 'See that the receiver runs and answers within seconds.' };
}

function refusal(status: number): WebhookProblem {
  const message = `Expected a status from 200 to 299, found ${status}.`;
  if (status >= 300 && status < 400) {
    return {
      code: 'vendor.refused',
      message: `${message} Redirects are not followed.`,
      action: 'Remove the endpoint and add the address that it leads to.',
    };
  }
  return { code: 'vendor.refused', message, action: "See the receiver's log; the answer stands in the delivery." };
}
