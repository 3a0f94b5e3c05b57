import { createHash, createHmac } from 'node:crypto';

interface Signed {
  readonly secret: string;
  readonly method: string;
  readonly url: string;
  readonly body: string;
  readonly timestampMs: number;
}

/** Encoded characters that are decoded before a v3 signature is made, and no others. */
const decoded: Readonly<Record<string, string>> = {
  '%3A': ':',
  '%2F': '/',
  '%3F': '?',
  '%40': '@',
  '%21': '!',
  '%24': '$',
  '%27': "'",
  '%28': '(',
  '%29': ')',
  '%2A': '*',
  '%2C': ',',
  '%3B': ';',
};

/** v1 stands in `X-HubSpot-Signature` of a webhook about CRM records, v3 in `X-HubSpot-Signature-v3`. */
export function signWebhook(version: 'v1' | 'v3', signed: Signed): string {
  const { secret, method, url, body, timestampMs } = signed;
  if (version === 'v1') return createHash('sha256').update(`${secret}${body}`).digest('hex');
  const plainUrl = url.replace(/%[0-9A-Fa-f]{2}/gu, (code) => decoded[code.toUpperCase()] ?? code);
  return createHmac('sha256', secret).update(`${method}${plainUrl}${body}${timestampMs}`).digest('base64');
}
