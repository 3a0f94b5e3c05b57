import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { defaultMaskedKinds, type MaskedKind, maskedKinds, maskTexts } from './index.ts';

/** Numbers that issuers publish for tests; nobody has them. */
const hidden: readonly (readonly [string, string])[] = [
  ['my card is 4242 4242 4242 4242, thanks', 'my card is [CARD_1], thanks'],
  ['4242-4242-4242-4242 or 378282246310005', '[CARD_1] or [CARD_2]'],
  ['use 4242424242424242 again: 4242 4242 4242 4242.', 'use [CARD_1] again: [CARD_1_2].'],
  ['it is four two four two, four two four two four two four two um four two four two', 'it is [CARD_1]'],
  ['forty-two forty two 42 42 forty two 42 forty two 42 yes', '[CARD_1] yes'],
  ['4\u200B242\u200D4242\u00AD4242\u20604242', '[CARD_1]'],
  ['４２４２ ４２４２ ４２４２ ４２４２ and ٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢', '[CARD_1] and [CARD_1_2]'],
  ['cvv is 123, valid till 12/27', 'cvv is [CARD_1], valid till 12/27'],
  ['the card ends wrong: 4242 4242 4242 4243', 'the card ends wrong: [CARD_1]'],
  ['her SSN is 078-05-1120.', 'her SSN is [SSN_1].'],
  ['that is 219 09 9999', 'that is [SSN_1]'],
  ['my social is zero seven eight, zero five, one one two zero', 'my social is [SSN_1]'],
  ['the last four of my social are 1120', 'the last four of my social are [SSN_1]'],
  ['IBAN GB82 WEST 1234 5698 7654 32 please', 'IBAN [BANK_1] please'],
  ['my IBAN is GB90YNTU67299444055881.', 'my IBAN is [BANK_1].'],
  ['routing number 021000021, account number 12345678', 'routing number [BANK_1], account number [BANK_2]'],
  ['my passport is C01234567', 'my passport is [PASSPORT_1]'],
  [
    'key sk-proj-abcdef1234567890 at https://u:pass1234@x.example/?token=abc&page=2',
    'key [SECRET_1] at https://u:[SECRET_2]@x.example/?token=[SECRET_3]&page=2',
  ],
];

const left: readonly string[] = [
  'We have 4,500 users in 120 offices and pay $1,200,000 a year since 2024-11-28 09:30.',
  'call 7782342274025937895 and company 550e8400-e29b-41d4-a716-446655440000',
  'The order is 4242424242424243, the build 1764358467123.',
  'One of the two teams has four to five people, and twenty twenty five was better.',
  'Our seats: 100, 200, 300, 400; 10 20 30 40 50 60.',
];

describe('masking', () => {
  for (const [text, expected] of hidden) {
    it(`makes ${JSON.stringify(text)} ${JSON.stringify(expected)}`, async () => {
      assert.equal(await masked(text), expected);
    });
  }

  it('leaves figures, ids and dates alone', async () => {
    for (const text of left) assert.equal(await masked(text), text);
  });

  it('puts together what was said in several turns, and leaves the turns', async () => {
    const text = [
      '[0] Ana (external): my card is 4242 4242',
      '[1] Bob (internal): okay, go on',
      '[12] Ana (external): four two four two 4242, it runs out 12/27',
    ].join('\n');
    const expected = [
      '[0] Ana (external): my card is [CARD_1]',
      '[1] Bob (internal): okay, go on',
      '[12] Ana (external): [CARD_1_2], it runs out 12/27',
    ].join('\n');
    assert.equal(await masked(text), expected);
  });

  it('masks the rest where a setting asks for it', async () => {
    const text =
      'My name is Jane Doe, born on March 4th, 1985. Write to jane@acme.example or jane at acme dot com, from 10.0.0.1 or fe80::1, ' +
      'see https://acme.example/jane; call +1 (415) 555-0132 or call me at five five five one two three four; 123 Main Street, Springfield, IL 62701.';
    const found = await masked(text, maskedKinds);
    for (const part of [
      'Jane Doe',
      '1985',
      'jane@',
      'acme dot',
      '10.0.0.1',
      'fe80',
      'acme.example',
      '0132',
      'five',
      'Main',
      '62701',
    ])
      assert.ok(!found.includes(part), `${part} in ${found}`);
    assert.equal(await masked(text), text);
  });

  it('gives out no mark that somebody said, and never turns that one into something', async () => {
    const text = 'Say [CARD_1] and [CARD_2_7] and 4242424242424242.';
    const result = await maskTexts({ texts: [text], kinds: defaultMaskedKinds });
    assert.deepEqual(result.texts, ['Say [CARD_1] and [CARD_2_7] and [CARD_3].']);
    assert.equal(result.unmask('[CARD_1] [CARD_3] [CARD_4]'), '[CARD_1] 4242424242424242 [CARD_4]');
  });

  it('uses one number for one thing in all texts', async () => {
    const { texts } = await maskTexts({ texts: ['4242424242424242', 'again 4242424242424242'], kinds: ['card'] });
    assert.deepEqual(texts, ['[CARD_1]', 'again [CARD_1]']);
  });

  it('masks a whole name wherever it stands, once something told that it is one, and no part of a longer word', async () => {
    const texts = ['We heard Wenzel Ortiz (Larkspur) there. Wenzel Ortizova left.', 'My name is Wenzel Ortiz.'];
    const result = await maskTexts({ texts, kinds: ['person'] });
    assert.deepEqual(result.texts, [
      'We heard [PERSON_1] (Larkspur) there. Wenzel Ortizova left.',
      'My name is [PERSON_1].',
    ]);
    assert.deepEqual(result.texts.map(result.unmask), texts);
  });

  it('masks who speaks in what a planner is shown', async () => {
    const text = '[2.2] (said in a call) Maya Okafor (Larkspur Hill, 2026-09-14): “Two days.”';
    assert.equal(
      await masked(text, ['person']),
      '[2.2] (said in a call) [PERSON_1] (Larkspur Hill, 2026-09-14): “Two days.”',
    );
  });

  it('can be undone to the letter, and finds nothing more in what it masked', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(...pieces), { maxLength: 14 }),
        fc.subarray([...maskedKinds]),
        async (parts, kinds) => {
          const text = parts.join('');
          const once = await maskTexts({ texts: [text], kinds });
          const again = await maskTexts({ texts: once.texts, kinds });
          assert.equal(once.unmask(once.texts[0] ?? ''), text);
          assert.deepEqual(again.texts, once.texts);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('lets no digit of a card through, however it is written', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...cards),
        fc.array(fc.constantFrom(...separators), { minLength: 19, maxLength: 19 }),
        async (card, between) => {
          const text = `Here: ${[...card].map((digit, index) => digit + (between[index] ?? '')).join('')}. Thanks`;
          assert.match(await masked(text), /^Here: \[CARD_1\][^\d]{0,3}\. Thanks$/u);
        },
      ),
    );
  });
});

const cards = [
  '4242424242424242',
  '378282246310005',
  '5555555555554444',
  '6011111111111117',
  '30569309025904',
  '2223003122003222',
];
const separators = ['', '', '', ' ', '-', '.', '\u200B', '\u00AD', '\u00A0', ' - '];
const pieces = [
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.stringMatching(/^[0-9 .-]{1,20}$/u),
  fc.constantFrom(...hidden.map(([text]) => text), ...hidden.map(([, text]) => text)),
  fc.constantFrom(
    '\n',
    ' ',
    ': ',
    '[CARD_',
    '[SSN_1]',
    ']',
    'account number ',
    'card ',
    'my social ',
    'double ',
    'four ',
    'Ana Ruiz',
    '\uE000',
    '\uFFFF',
  ),
];

async function masked(text: string, kinds: readonly MaskedKind[] = defaultMaskedKinds): Promise<string> {
  const result = await maskTexts({ texts: [text], kinds });
  return result.texts[0] ?? '';
}
