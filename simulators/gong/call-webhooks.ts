import { createHash, sign } from 'node:crypto';
import type { SimulatorTools, WebhookRules } from '../kit/index.ts';
import { isReady } from './call-filter.ts';
import { detailedCall } from './detailed-call.ts';
import { everything } from './extensive-calls.ts';
import { type GongCall, type GongState, webhookKeyOf } from './state.ts';

const tokenLifetimeSeconds = 300;

/** The automation rule "fire webhook": one attempt, with a token that is signed for this body and this address. */
export const callWebhooks: WebhookRules<GongState> = {
  retryDelaysMs: [],
  timeoutMs: 10_000,
  write: ({ delivery, state, url, now, wrongSignature }) => {
    const body = JSON.stringify(delivery.payload);
    const { webhookToken } = state.settings;
    const isTimed = webhookToken !== 'untimed';
    const token = writeToken({ body, url, now, isTimed, privatePem: webhookKeyOf(state).privatePem });
    const signed = wrongSignature ? spoil(token) : token;
    const authorization = { bare: signed, untimed: signed, bearer: `Bearer ${signed}`, none: null }[webhookToken];
    return {
      headers: { 'content-type': 'application/json', ...(authorization === null ? {} : { authorization }) },
      body,
    };
  },
};

/** Fires the rule for every call whose analysis has come; called at every turn of the clock. */
export function announceReadyCalls(tools: SimulatorTools<GongState>): void {
  const now = tools.clock.now();
  for (const call of tools.state.calls) {
    if (!call.isAnnounced && isReady(call, now)) {
      call.isAnnounced = true;
      announceCall({ tools, call, isTest: false });
      tools.changed();
    }
  }
}

export function announceCall(input: { tools: SimulatorTools<GongState>; call: GongCall; isTest: boolean }): string {
  const { tools, call, isTest } = input;
  const callData = detailedCall({
    call,
    state: tools.state,
    url: tools.url,
    now: tools.clock.now(),
    wanted: everything(),
  });
  const payload = tools.state.settings.bareWebhookBody ? callData : { callData, isTest };
  return tools.webhooks.send({ topic: 'call.processed', subject: call.title, payload });
}

function writeToken(input: { body: string; url: string; now: Date; isTimed: boolean; privatePem: string }): string {
  const { body, url, now, isTimed, privatePem } = input;
  const issuedAt = Math.floor(now.getTime() / 1000);
  const claims = {
    webhook_url: url,
    body_sha256: createHash('sha256').update(body).digest('hex'),
    ...(isTimed ? { iat: issuedAt, exp: issuedAt + tokenLifetimeSeconds } : {}),
  };
  const content = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${content}.${sign('RSA-SHA256', Buffer.from(content), privatePem).toString('base64url')}`;
}

function encode(part: unknown): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

/** The same token with other bytes where the signature is. */
function spoil(token: string): string {
  const place = token.lastIndexOf('.') + 1;
  const signature = Buffer.from(token.slice(place), 'base64url');
  return token.slice(0, place) + Buffer.from(signature.map((byte) => byte ^ 0x5a)).toString('base64url');
}
