import { createHash } from 'node:crypto';
import { importSPKI, jwtVerify } from 'jose';
import { z } from 'zod';
import type { SourceCall } from '#contracts';
import { SophiaError } from '#platform/errors';
import { toSourceCall } from './map.ts';
import { GongWebhook } from './schema.ts';

/** The claims that Gong signs over a webhook (help.gong.io, “Webhook: JWT header”); others are passed over. */
const Claims = z.object({ webhook_url: z.string(), body_sha256: z.string(), iat: z.number().nullish() });

const longestAgeSeconds = 300;
/** How far our clock and Gong's may be apart. */
const clockToleranceSeconds = 60;

export interface GongDelivery {
  readonly body: Buffer;
  /** As it came, with or without `Bearer `. */
  readonly authorization: string | undefined;
}

/**
 * The call that a webhook of Gong tells of, or null for a test. Throws `webhook.unauthentic` where it is not signed by
 * Gong for this address and this body, and `input.invalid` where it has another form.
 */
export async function readGongWebhook({
  delivery,
  publicKey,
  webhookUrl,
  now,
}: {
  delivery: GongDelivery;
  /** As Gong shows it: base64, without the lines around it. */
  publicKey: string;
  webhookUrl: string;
  now: Date;
}): Promise<SourceCall | null> {
  await verify({ delivery, publicKey, webhookUrl, now });
  const parsed = GongWebhook.safeParse(parseOrNull(delivery.body));
  if (!parsed.success) {
    throw new SophiaError('input.invalid', 'Expected a call as Gong sends it to webhooks, found another form.');
  }
  return parsed.data.isTest === true ? null : toSourceCall(parsed.data.callData);
}

/**
 * The same for the same signed request, whatever stands around its token. It is a hash of what was signed: a signature
 * can be written in several ways.
 */
export function markOfGongWebhook(delivery: GongDelivery): string {
  const token = tokenOf(delivery);
  return createHash('sha256')
    .update(token.slice(0, token.lastIndexOf('.')))
    .digest('hex');
}

function tokenOf({ authorization }: GongDelivery): string {
  return (authorization ?? '').replace(/^Bearer /i, '');
}

async function verify({
  delivery,
  publicKey,
  webhookUrl,
  now,
}: {
  delivery: GongDelivery;
  publicKey: string;
  webhookUrl: string;
  now: Date;
}): Promise<void> {
  const token = tokenOf(delivery);
  if (token === '') throw unauthentic('there is no Authorization header');
  const claims = await readClaims({ token, publicKey, now });
  if (claims.webhook_url !== webhookUrl) {
    throw unauthentic(`it was signed for ${claims.webhook_url} and not for ${webhookUrl} (SOPHIA_PUBLIC_URL)`);
  }
  const hash = createHash('sha256').update(delivery.body).digest('hex');
  if (claims.body_sha256.toLowerCase() !== hash) throw unauthentic('its body was changed');
  const ageSeconds = now.getTime() / 1000 - (claims.iat ?? now.getTime() / 1000);
  if (Math.abs(ageSeconds) > longestAgeSeconds) throw unauthentic('it was signed more than five minutes ago');
}

async function readClaims({
  token,
  publicKey,
  now,
}: {
  token: string;
  publicKey: string;
  now: Date;
}): Promise<z.infer<typeof Claims>> {
  try {
    const key = await importSPKI(asPem(publicKey), 'RS256');
    const { payload } = await jwtVerify(token, key, {
      algorithms: ['RS256'],
      currentDate: now,
      clockTolerance: clockToleranceSeconds,
    });
    return Claims.parse(payload);
  } catch (error) {
    throw unauthentic(`its token does not hold (${error instanceof Error ? error.name : 'unreadable'})`);
  }
}

function asPem(publicKey: string): string {
  if (publicKey.includes('BEGIN')) return publicKey.replaceAll('\\n', '\n');
  const lines = publicKey.replaceAll(/\s+/g, '').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN PUBLIC KEY-----', ...lines, '-----END PUBLIC KEY-----'].join('\n');
}

function parseOrNull(body: Buffer): unknown {
  try {
    return z.unknown().parse(JSON.parse(body.toString('utf8')));
  } catch {
    return null;
  }
}

function unauthentic(reason: string): SophiaError {
  return new SophiaError('webhook.unauthentic', `Expected a webhook that Gong signed for us, found that ${reason}.`);
}
