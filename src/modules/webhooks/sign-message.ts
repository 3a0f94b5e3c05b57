import { createHmac, randomBytes } from 'node:crypto';

const secretBytes = 32;
const prefix = 'whsec_';

/** A new secret in the form of Standard Webhooks. */
export function createSecret(): string {
  return `${prefix}${randomBytes(secretBytes).toString('base64')}`;
}

/** Whether it is a secret as its receiver has it. */
export function isPlainSecret(text: string): boolean {
  return text.startsWith(prefix);
}

/**
 * The headers of Standard Webhooks (https://www.standardwebhooks.com): over id, time and body, one signature for each
 * secret that is valid. The time is that of the sending, so that a receiver can refuse what was kept and sent again.
 */
export function signMessage({
  messageId,
  at,
  body,
  secrets,
}: {
  messageId: string;
  at: Date;
  body: string;
  secrets: readonly string[];
}): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(prefix.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${messageId}.${timestamp}.${body}`).digest('base64')}`;
  });
  return { 'webhook-id': messageId, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}
