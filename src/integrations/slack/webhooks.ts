import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { SophiaError } from '#platform/errors';

/** What Slack sends over HTTP: events, buttons, forms and commands alike. */
export interface SlackWebhook {
  /** The bytes as they came: the signature is over them. */
  readonly body: Buffer;
  readonly contentType: string | undefined;
  readonly signature: string | undefined;
  readonly timestamp: string | undefined;
  readonly retryNumber: string | undefined;
  readonly retryReason: string | undefined;
}

const longestAgeSeconds = 300;
const UnixSeconds = z.string().regex(/^\d{1,12}$/);
const Fields = z.record(z.string(), z.unknown());

/** Throws `webhook.unauthentic` unless Slack signed these bytes less than five minutes ago (signature v0). */
export function verifySlackSignature({
  delivery,
  signingSecret,
  now,
}: {
  delivery: SlackWebhook;
  signingSecret: string;
  now: Date;
}): void {
  const { signature, timestamp, body } = delivery;
  if (signature === undefined || timestamp === undefined) throw unauthentic('it carries none');
  if (!UnixSeconds.safeParse(timestamp).success) throw unauthentic('its time is no number of seconds');
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > longestAgeSeconds) {
    throw unauthentic('it was signed more than five minutes ago, or ahead of our clock');
  }
  const digest = createHmac('sha256', signingSecret).update(`v0:${timestamp}:`).update(body).digest('hex');
  const expected = Buffer.from(`v0=${digest}`);
  const found = Buffer.from(signature);
  if (expected.length !== found.length || !timingSafeEqual(expected, found)) {
    throw unauthentic('it was made with another secret or over another body');
  }
}

/** The body as fields; interactivity comes as JSON in the one field `payload`. Throws `input.invalid`. */
export function readSlackBody({ body, contentType }: Pick<SlackWebhook, 'body' | 'contentType'>): Fields {
  const text = body.toString('utf8');
  if (!(contentType ?? '').includes('application/x-www-form-urlencoded')) return parseJson(text);
  const form = new URLSearchParams(text);
  const payload = form.get('payload');
  return payload === null ? Object.fromEntries(form) : parseJson(payload);
}
type Fields = z.infer<typeof Fields>;

function parseJson(text: string): Fields {
  try {
    return Fields.parse(JSON.parse(text));
  } catch {
    throw new SophiaError('input.invalid', 'Expected what Slack sends as JSON or as a form, found another form.');
  }
}

function unauthentic(reason: string): SophiaError {
  return new SophiaError(
    'webhook.unauthentic',
    `Expected a request that Slack signed with SLACK_SIGNING_SECRET, found that ${reason}.`,
  );
}
