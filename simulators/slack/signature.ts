import { createHmac } from 'node:crypto';

interface ToSign {
  readonly secret: string;
  readonly seconds: number;
  readonly body: string;
}

/** `v0=` and the HMAC of version, time and the body as it is sent. */
export function signatureOf({ secret, seconds, body }: ToSign): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex')}`;
}

export function signedHeaders(input: ToSign & { wrong: boolean }): Record<string, string> {
  const secret = input.wrong ? `${input.secret}-of-another-app` : input.secret;
  return {
    'x-slack-request-timestamp': String(input.seconds),
    'x-slack-signature': signatureOf({ ...input, secret }),
    'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
  };
}
