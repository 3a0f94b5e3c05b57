import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { describe, it } from 'node:test';
import { markOfGongWebhook, readGongWebhook } from './index.ts';

const webhookUrl = 'https://sophia.tidewater.example/webhooks/gong';
const now = new Date('2026-11-20T12:00:00Z');
const nowSeconds = now.getTime() / 1000;
const ours = generateKeyPairSync('rsa', { modulusLength: 2048 });
const strangers = generateKeyPairSync('rsa', { modulusLength: 2048 });
const publicKey = ours.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
const callData = { metaData: { id: '7782342274025937895', title: 'Pricing', started: '2026-11-20T11:00:00Z' } };

interface Signing {
  readonly body?: string;
  readonly key?: KeyObject;
  readonly algorithm?: string;
  readonly claims?: Readonly<Record<string, unknown>>;
}

const body = JSON.stringify({ callData, isTest: false });

function tokenOf({ key = ours.privateKey, algorithm = 'RS256', claims = {}, ...signed }: Signing = {}): string {
  const hash = createHash('sha256')
    .update(signed.body ?? body)
    .digest('hex');
  const all = { webhook_url: webhookUrl, body_sha256: hash, iat: nowSeconds, exp: nowSeconds + 300, ...claims };
  const content = [{ alg: algorithm, typ: 'JWT' }, all]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  const signature = algorithm === 'none' ? '' : sign('RSA-SHA256', Buffer.from(content), key).toString('base64url');
  return `${content}.${signature}`;
}

async function read(authorization: string | undefined, sent: string = body) {
  return readGongWebhook({ delivery: { body: Buffer.from(sent), authorization }, publicKey, webhookUrl, now });
}

async function assertRefused(reading: Promise<unknown>, reason: RegExp): Promise<void> {
  await assert.rejects(reading, { code: 'webhook.unauthentic', message: reason });
}

describe('a webhook of Gong', () => {
  it('tells of its call where the token holds, bare or behind Bearer, framed or as the call alone', async () => {
    for (const authorization of [tokenOf(), `Bearer ${tokenOf()}`]) {
      assert.equal((await read(authorization))?.externalId, '7782342274025937895');
    }
    const bare = JSON.stringify(callData);
    assert.equal((await read(tokenOf({ body: bare }), bare))?.externalId, '7782342274025937895');
    const upper = tokenOf({ claims: { body_sha256: createHash('sha256').update(body).digest('hex').toUpperCase() } });
    assert.equal((await read(upper))?.title, 'Pricing');
  });

  it('tells of no call where it is the test of an automation rule, which has to be signed as well', async () => {
    const test = JSON.stringify({ callData, isTest: true });
    assert.equal(await read(tokenOf({ body: test }), test), null);
    await assertRefused(read(undefined, test), /there is no Authorization header/);
  });

  it('is refused where a byte of its body is another', async () => {
    await assertRefused(read(tokenOf(), `${body} `), /its body was changed/);
    await assertRefused(read(tokenOf(), body.replace('Pricing', 'Prising')), /its body was changed/);
  });

  it('is refused where it was signed for another address, which is named', async () => {
    const elsewhere = 'https://elsewhere.example/webhooks/gong';
    await assertRefused(
      read(tokenOf({ claims: { webhook_url: elsewhere } })),
      /signed for https:\/\/elsewhere\.example/,
    );
  });

  it('is refused where its token has expired, or was made more than five minutes from now', async () => {
    await assertRefused(read(tokenOf({ claims: { exp: nowSeconds - 61 } })), /its token does not hold \(JWTExpired\)/);
    const old = { iat: nowSeconds - 301, exp: nowSeconds + 3600 };
    await assertRefused(read(tokenOf({ claims: old })), /more than five minutes ago/);
    for (const claims of [{ iat: nowSeconds - 299 }, { iat: nowSeconds + 299 }, { exp: nowSeconds - 30 }]) {
      assert.notEqual(await read(tokenOf({ claims })), null);
    }
  });

  it('counts without a time of its own, and has a mark that only what was signed makes', async () => {
    const untimed = tokenOf({ claims: { iat: undefined, exp: undefined } });
    assert.notEqual(await read(untimed), null);
    function markOf(authorization: string | undefined): string {
      return markOfGongWebhook({ body: Buffer.from(body), authorization });
    }
    const last = untimed.at(-1) ?? '';
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const otherSpelling = `${untimed.slice(0, -1)}${alphabet[alphabet.indexOf(last) ^ 1] ?? ''}`;
    assert.notEqual(await read(otherSpelling), null, 'the same signature, written otherwise');
    for (const same of [`Bearer ${untimed}`, otherSpelling]) assert.equal(markOf(same), markOf(untimed));
    assert.notEqual(markOf(tokenOf()), markOf(untimed));
  });

  it('is refused where another key signed it, where nothing did, and where it names no key at all', async () => {
    await assertRefused(read(tokenOf({ key: strangers.privateKey })), /JWSSignatureVerificationFailed/);
    await assertRefused(read(tokenOf({ algorithm: 'none' })), /its token does not hold/);
    await assertRefused(read(undefined), /there is no Authorization header/);
    await assertRefused(read('Bearer '), /there is no Authorization header/);
    await assertRefused(read('Basic c29waGlhOnNvcGhpYQ=='), /its token does not hold/);
  });

  it('is refused where its token lacks the body or the address that it is for', async () => {
    for (const claim of ['webhook_url', 'body_sha256']) {
      await assertRefused(read(tokenOf({ claims: { [claim]: undefined } })), /its token does not hold \(ZodError\)/);
    }
  });

  it('is of another form where it is signed and holds no call', async () => {
    for (const sent of ['{}', 'not json', '{"callData":{"metaData":{}}}']) {
      await assert.rejects(read(tokenOf({ body: sent }), sent), { code: 'input.invalid' });
    }
  });
});
