import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createTestSecretBox } from '#test/test-secret-box';
import { hidePersonalData, openSealedMarks } from './index.ts';

const box = createTestSecretBox();
const text = 'The card is 4242 4242 4242 4242, the social security number 536-22-1234.';

function seal(value: string): string {
  return box.seal(value);
}

describe('a sealed mark', () => {
  it('holds what it stands for, and can be opened', () => {
    const hidden = hidePersonalData(text, seal);
    assert.match(hidden, /^The card is \[card:v1\.[^\]]+\], the social security number \[ssn:v1\.[^\]]+\]\.$/);
    const shown = openSealedMarks({ text: hidden, open: (sealed) => box.open(sealed) });
    assert.deepEqual(shown, { text, opened: ['card', 'ssn'], unreadable: 0 });
  });

  it('is never taken for something to be hidden, whatever letters and digits it is made of', () => {
    for (const sealed of ['QucR5FkusJaPw', 'rO967lOMjVbgkOw', '4242424242424242', 'AT611904300234573201']) {
      const mark = `[card:v1.648aa5c5.yx2zGANrBV60iXKu.${sealed}.a0lAj0-${sealed}]`;
      assert.equal(hidePersonalData(`${mark} ${mark}`, seal), `${mark} ${mark}`);
    }
    const once = hidePersonalData(text, seal);
    assert.equal(hidePersonalData(once, seal), once);
  });

  it('is none without a way to seal, of a secret, and where sealing fails', () => {
    function fail(): string {
      throw new Error('The key cannot be read.');
    }
    assert.match(hidePersonalData(text), /\[card\], .*\[ssn\]/);
    assert.match(hidePersonalData(text, fail), /\[card\], .*\[ssn\]/);
    const secret = 'postgres://sophia:hunter2hunter2@127.0.0.1 and the password is hunter2hunter2 12345678';
    assert.doesNotMatch(hidePersonalData(secret, seal), /hunter2hunter2 1.*v1|\[secret:/);
  });
});
