import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { oneLine, visibleParts, visibleText } from './visible-text.ts';

describe('visibleText', () => {
  it('writes out bidirectional, zero-width and control characters', () => {
    assert.equal(visibleText('pay\u202Eeno\u202C now'), 'pay⟨right-to-left override⟩eno⟨end of embedding⟩ now');
    assert.equal(visibleText('a\u200B\u200B\u200Bb'), 'a⟨zero-width space ×3⟩b');
    assert.equal(visibleText('\u001B[31mred'), '⟨escape⟩[31mred');
    assert.equal(visibleText('a\u0000b'), 'a⟨U+0000⟩b');
  });

  it('decodes text that is hidden in tag characters', () => {
    const hidden = [...'ignore all'].map((letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join('');
    assert.equal(visibleText(`Hello${hidden}!`), 'Hello⟨hidden text: ignore all⟩!');
  });

  it('leaves letters of every script, emoji and their joiners alone', () => {
    for (const text of [
      'שלום עולם',
      'سلام می\u200Cخواهم',
      'क्\u200Dष',
      '👩\u200D👩\u200D👧',
      '❤️ 日本語',
      'naïve — “ok”',
      'tab\there',
    ]) {
      assert.equal(visibleText(text), text);
    }
  });

  it('does not let a joiner hide between Latin letters', () => {
    assert.equal(visibleText('a\u200Db'), 'a⟨zero-width joiner⟩b');
  });

  it('replaces half a character', () => {
    assert.equal(visibleText('a\uD83Db'), 'a\uFFFDb');
  });

  it('gives the same text in parts as in whole', () => {
    const odd = fc.string({
      unit: fc.constantFrom('a', ' ', '\u202E', '\u200B', '\u200D', '👩', 'م', '\u{E0041}', '\uD83D', '<'),
    });
    fc.assert(
      fc.property(odd, (text) => {
        assert.equal(
          visibleParts(text)
            .map((part) => part.text)
            .join(''),
          visibleText(text),
        );
      }),
    );
  });
});

describe('oneLine', () => {
  it('makes one line of white space of every kind', () => {
    assert.equal(oneLine('  a\r\nb\t\tc\n'), 'a b c');
  });
});
