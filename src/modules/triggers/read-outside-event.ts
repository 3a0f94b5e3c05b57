import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { SophiaError } from '#platform/errors';

/** An event of another system as it came in: the body as its bytes, because the signature is made over them. */
export interface OutsideDelivery {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

/** What the sender says of an event: its type is a name, and everything else is only looked at by rules. */
const OutsideEvent = z.looseObject({
  type: z.string().regex(/^[\w.:-]{1,100}$/),
  timestamp: z.iso.datetime({ offset: true }).nullish(),
});
export type OutsideEvent = z.infer<typeof OutsideEvent>;

const toleranceSeconds = 300;
const prefix = 'whsec_';
const MessageId = z.string().regex(/^[\x21-\x7e]{1,200}$/);
const UnixSeconds = z.string().regex(/^\d{1,12}$/);

/**
 * An event whose sender has the secret, in the form of Standard Webhooks (https://www.standardwebhooks.com), as ours go
 * out. Throws `webhook.unauthentic` where it is not signed so within five minutes, `input.invalid` where it is no event.
 */
export function readOutsideEvent({ delivery, secret, now }: { delivery: OutsideDelivery; secret: string; now: Date }): {
  messageId: string;
  event: OutsideEvent;
} {
  const messageId = verify({ delivery, secret, now });
  const parsed = OutsideEvent.safeParse(parseOrNull(delivery.body));
  if (parsed.success) return { messageId, event: parsed.data };
  throw new SophiaError(
    'input.invalid',
    'Expected an event as JSON with a `type` such as call.ended, found another form.',
  );
}

function verify({ delivery, secret, now }: { delivery: OutsideDelivery; secret: string; now: Date }): string {
  const { headers, body } = delivery;
  const messageId = MessageId.safeParse(headers['webhook-id']);
  const timestamp = UnixSeconds.safeParse(headers['webhook-timestamp']);
  if (!messageId.success || !timestamp.success) throw unauthentic('no webhook-id and webhook-timestamp');
  if (Math.abs(now.getTime() / 1000 - Number(timestamp.data)) > toleranceSeconds) {
    throw unauthentic('one signed more than five minutes ago, or ahead of our clock');
  }
  const key = Buffer.from(secret.slice(prefix.length), 'base64');
  const expected = createHmac('sha256', key).update(`${messageId.data}.${timestamp.data}.`).update(body).digest();
  const given = (headers['webhook-signature'] ?? '').split(' ');
  if (!given.some((signature) => isEqual({ signature, expected }))) {
    throw unauthentic('no signature that fits the body and SOPHIA_TRIGGER_SECRET');
  }
  return messageId.data;
}

function isEqual({ signature, expected }: { signature: string; expected: Buffer }): boolean {
  if (!signature.startsWith('v1,')) return false;
  const found = Buffer.from(signature.slice('v1,'.length), 'base64');
  return found.byteLength === expected.byteLength && timingSafeEqual(found, expected);
}

function parseOrNull(body: Buffer): unknown {
  try {
    return z.unknown().parse(JSON.parse(body.toString('utf8')));
  } catch {
    return null;
  }
}

function unauthentic(found: string): SophiaError {
  return new SophiaError('webhook.unauthentic', `Expected an event signed with our secret, found ${found}.`);
}
