import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { describe, it } from 'node:test';
import { compactVerify, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { findSoundKey, signatureAlgorithms } from './find-sound-key.ts';
import { rsaFault } from './rsa-fault.ts';

const now = new Date('2026-09-14T15:00:00Z');

async function pair(alg: string, kid = 'one') {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  const token = await new SignJWT({ sub: 'maya' }).setProtectedHeader({ alg, kid }).setIssuedAt(now).sign(privateKey);
  const key = {
    ...(await exportJWK(publicKey)),
    kty: alg === 'EdDSA' ? 'OKP' : alg.startsWith('ES') ? 'EC' : 'RSA',
    kid,
  };
  return { key, token };
}

function verify({ token, keys }: { token: string; keys: Parameters<typeof findSoundKey>[0]['set']['keys'] }) {
  return compactVerify(token, (header) => findSoundKey({ header, set: { keys } }), {
    algorithms: [...signatureAlgorithms],
  });
}

describe('the key that a signature is checked with', () => {
  it('is the one that the signature names, of the kind that its algorithm has', async () => {
    for (const alg of ['RS256', 'PS384', 'ES256', 'EdDSA']) {
      const { key, token } = await pair(alg);
      const { key: other } = await pair(alg, 'two');
      await verify({ token, keys: [other, key] });
      await assert.rejects(verify({ token, keys: [other] }), { code: 'openid.untrusted' });
      await assert.rejects(verify({ token, keys: [{ ...other, kid: 'one' }] }), {
        code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
      });
    }
  });

  it('is for signatures, and for this kind of them, where it says what it is for', async () => {
    const { key, token } = await pair('RS256');
    for (const wrong of [{ use: 'enc' }, { key_ops: ['encrypt'] }, { alg: 'PS256' }, { alg: 'RSA1_5' }]) {
      await assert.rejects(verify({ token, keys: [{ ...key, ...wrong }] }), { code: 'openid.untrusted' });
    }
    await verify({ token, keys: [{ ...key, use: 'sig', key_ops: ['verify'], alg: 'RS256' }] });
  });

  it('is in no set that holds a secret or gives two the same name, and is not guessed among several', async () => {
    const { key, token } = await pair('RS256');
    const { key: other } = await pair('RS256', 'two');
    const { kid: _kid, ...nameless } = key;
    const sets = [
      [key, { kty: 'oct', kid: 'three' }],
      [key, { ...other, kid: 'one' }],
    ];
    for (const keys of sets) await assert.rejects(verify({ token, keys }), { code: 'openid.untrusted' });
    await assert.rejects(verify({ token, keys: [nameless] }), { code: 'openid.untrusted' });
  });
});

describe('an RSA key', () => {
  it('is long, has a large odd exponent, and comes from no generator that is known to be faulty', () => {
    function of(modulusLength: number, publicExponent = 65_537) {
      const { n = '', e = '' } = generateKeyPairSync('rsa', { modulusLength, publicExponent }).publicKey.export({
        format: 'jwk',
      });
      return { modulus: n, exponent: e };
    }
    assert.equal(rsaFault(of(2048)), null);
    assert.equal(rsaFault(of(1024)), 'of 1024 bits');
    assert.equal(rsaFault(of(2048, 3)), 'with the exponent 3');
    assert.equal(rsaFault({ ...of(2048), exponent: 'AQ' }), 'with the exponent 1');
    const faulty = (65_537n ** 200n).toString(16);
    const modulus = Buffer.from(faulty.padStart(faulty.length + (faulty.length % 2), '0'), 'hex').toString('base64url');
    assert.match(rsaFault({ modulus, exponent: 'AQAB' }) ?? '', /CVE-2017-15361/);
    assert.equal(rsaFault({ modulus: '', exponent: '' }), 'of 1 bits');
  });
});
