import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { createSecretBox, createToken, hashPassword, hashToken, openKeyFile, reseal, verifyPassword } from './index.ts';

const oldKey = Buffer.alloc(32, 1);
const newKey = Buffer.alloc(32, 2);

describe('a password', () => {
  it('is kept as Argon2id with a salt of its own, and only the right one fits', async () => {
    const password = 'correct horse battery';
    const [hash, again] = [await hashPassword(password), await hashPassword(password)];
    assert.match(hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    assert.notEqual(hash, again);
    assert.equal(await verifyPassword({ password, hash }), true);
    assert.equal(await verifyPassword({ password: `${password} `, hash }), false);
    assert.equal(await verifyPassword({ password: '', hash }), false);
  });

  it('of nobody, or of a damaged hash, is never right', async () => {
    for (const hash of [null, '', '$argon2id$v=19$m=19456,t=2,p=1$$', 'plain']) {
      assert.equal(await verifyPassword({ password: '', hash }), false);
    }
  });

  it('is the same however its letters are composed', async () => {
    const hash = await hashPassword('café au lait, zwölf');
    assert.equal(await verifyPassword({ password: 'café au lait, zwölf'.normalize('NFD'), hash }), true);
  });
});

describe('a token', () => {
  it('is new each time, and known by its hash', () => {
    const token = createToken('sophia_pk');
    assert.match(token, /^sophia_pk_[\w-]{43}$/);
    assert.notEqual(token, createToken('sophia_pk'));
    assert.equal(hashToken(token).length, 64);
  });
});

describe('a secret box', () => {
  it('opens what it sealed, also with a new key before the old one', () => {
    const sealed = createSecretBox([oldKey]).seal('the secret of Gong');
    assert.ok(!sealed.includes('secret'));
    assert.equal(createSecretBox([newKey, oldKey]).open(sealed), 'the secret of Gong');
    assert.equal(createSecretBox([newKey]).open(sealed), null);
  });

  it('refuses what was altered in any part', () => {
    const box = createSecretBox([oldKey]);
    const parts = box.seal('the secret of Gong').split('.');
    for (const place of [2, 3, 4]) {
      const altered = parts.map((part, index) =>
        index === place ? `${part.startsWith('A') ? 'B' : 'A'}${part.slice(1)}` : part,
      );
      assert.throws(() => box.open(altered.join('.')), { code: 'secret.damaged' }, `part ${place}`);
    }
    assert.throws(() => box.open('v1.nonsense'), { code: 'secret.damaged' });
  });

  it('seals anew what another key has sealed, and says where no key opens it', () => {
    const sealed = createSecretBox([oldKey]).seal('the secret of Gong');
    const both = createSecretBox([newKey, oldKey]);
    const next = reseal({ box: both, sealed });
    assert.ok(next.state === 'sealed');
    assert.equal(createSecretBox([newKey]).open(next.sealed), 'the secret of Gong');
    assert.deepEqual(reseal({ box: both, sealed: next.sealed }), { state: 'current' });
    assert.deepEqual(reseal({ box: createSecretBox([newKey]), sealed }), { state: 'unreadable' });
  });

  it('leaves the keys of a setting to whoever set them', () => {
    const box = createSecretBox([newKey, oldKey]);
    assert.throws(() => box.addKey(), { code: 'secret.key-in-setting' });
    assert.deepEqual([box.dropOldKeys(), box.countKeys(), box.place], [0, 2, 'setting']);
  });

  it('takes no key of another length', () => {
    assert.throws(() => createSecretBox([Buffer.alloc(16)]), { code: 'config.invalid' });
  });
});

describe('a file of keys', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'sophia-keys-'));
  after(() => rmSync(folder, { recursive: true }));

  it('is made once, for its owner alone, and gives the same key again', () => {
    const file = path.join(folder, 'made', 'secret.key');
    const sealed = openKeyFile(file).seal('the secret of Gong');
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.equal(openKeyFile(file).open(sealed), 'the secret of Gong');
  });

  it('takes a new key before the old, and another process that has it open follows', () => {
    const file = path.join(folder, 'shared.key');
    const [one, other] = [openKeyFile(file), openKeyFile(file)];
    const before = one.seal('from before');
    one.addKey();
    assert.equal(one.countKeys(), 2);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    const sealed = other.seal('sealed by the other');
    assert.ok(one.isCurrent(sealed) && !one.isCurrent(before));
    assert.equal(other.open(one.seal('new')), 'new');
    assert.equal(openKeyFile(file).open(before), 'from before');
    assert.equal(one.dropOldKeys(), 1);
    assert.equal(readFileSync(file, 'utf8').trim().split('\n').length, 1);
    assert.equal(openKeyFile(file).open(before), null);
    assert.equal(openKeyFile(file).open(sealed), 'sealed by the other');
    assert.ok(!readdirSync(folder).includes('shared.key.next'));
  });

  it('that holds something else is named, also where it goes away while it is in use', () => {
    const file = path.join(folder, 'wrong.key');
    writeFileSync(file, 'not a key\n');
    assert.throws(() => openKeyFile(file), { code: 'config.invalid', message: /wrong\.key/ });
    const gone = path.join(folder, 'gone.key');
    const box = openKeyFile(gone);
    rmSync(gone);
    assert.throws(() => box.seal('anything'), { code: 'config.invalid', message: /gone\.key/ });
  });
});
