import assert from 'node:assert/strict';
import { test } from 'node:test';
import { transcriptOf } from '#test/transcript-of';
import { createDocument } from './create-document.ts';
import { findAmounts, findAmountsInText } from './find-amounts.ts';
import { parseNumberWords, parsePercent } from './read-number.ts';

function amountsIn(text: string, currency = 'USD'): string[] {
  return findAmountsInText({ text, currency }).map(
    (amount) => `${text.slice(amount.start, amount.end)}=${amount.minorUnits} ${amount.currency ?? '-'}`,
  );
}

test('sums of money in the ways people say them', () => {
  const cases: [string, string[]][] = [
    ['It is $3.50 a unit.', ['$3.50=350 USD']],
    ['about $40k a year, or 40K dollars', ['$40k=4000000 USD', '40K dollars=4000000 USD']],
    ['forty thousand dollars and a buck fifty', ['forty thousand dollars=4000000 USD', 'a buck fifty=150 USD']],
    [
      '1.2 million dollars, €5 and £2,000.50',
      ['1.2 million dollars=120000000 USD', '€5=500 EUR', '£2,000.50=200050 GBP'],
    ],
    ['USD 5,000 or 200 bucks', ['USD 5,000=500000 USD', '200 bucks=20000 USD']],
    ['twenty-five hundred dollars', ['twenty-five hundred dollars=250000 USD']],
    [
      'half a million dollars, two and a half million dollars',
      ['half a million dollars=50000000 USD', 'two and a half million dollars=250000000 USD'],
    ],
    ['three fifty a unit, at two-fifty a door', ['three fifty=350 -', 'two-fifty=250 -']],
    ['we pay 3.50 per door', ['3.50=350 -']],
    ['our budget is forty thousand', ['forty thousand=4000000 -']],
    ['$30-40k', ['$30-40k=3000000 USD', '40k=4000000 USD']],
    [
      'between 40 and 50 thousand dollars',
      ['40 and 50 thousand dollars=4000000 USD', '50 thousand dollars=5000000 USD'],
    ],
    ['309,381 yen', ['309,381 yen=309381 JPY']],
    ['five dollars and fifty cents, 34 cents', ['five dollars and fifty cents=550 USD', '34 cents=34 USD']],
  ];
  for (const [text, expected] of cases) assert.deepEqual(amountsIn(text), expected, text);
});

test('what only looks like money is none', () => {
  for (const text of [
    '2,400 units and 12 percent',
    'twenty-five hundred residents',
    'I gave my two cents',
    'what is the dollar amount',
    'we process forty thousand a month',
    'in Q3 2026, 24/7, at two thirty',
    'TRY ALL 3 AND TOP 10',
    'a grand total of six',
  ]) {
    assert.deepEqual(amountsIn(text), [], text);
  }
});

test('the dollar is the workspace’s, where it is a dollar', () => {
  assert.deepEqual(amountsIn('$5', 'CAD'), ['$5=500 CAD']);
  assert.deepEqual(amountsIn('five bucks', 'AUD'), ['five bucks=500 AUD']);
  assert.deepEqual(amountsIn('$5 and €5', 'EUR'), ['$5=500 USD', '€5=500 EUR']);
  assert.deepEqual(amountsIn('US$ 5', 'CAD'), ['US$ 5=500 USD']);
});

test('beside a sum, and of the size of one that was said, a bare number is money too', () => {
  const document = createDocument({
    transcript: transcriptOf([
      'The price is $2.95 a unit, so $141,600 a year.',
      'We told them a hundred and twenty-five thousand.',
      'At two sixty I am there.',
      'That is for 4,000 units.',
      'We meet at two thirty.',
    ]),
  });
  const found = findAmounts({ document, currency: 'USD' }).map((amount) => {
    const text = document.transcript.turns[amount.turn]?.text.slice(amount.start, amount.end);
    return [amount.turn, text, amount.minorUnits, amount.currency];
  });
  assert.deepEqual(found, [
    [0, '$2.95', 295, 'USD'],
    [0, '$141,600', 14_160_000, 'USD'],
    [1, 'a hundred and twenty-five thousand', 12_500_000, null],
    [2, 'two sixty', 260, null],
  ]);
});

test('numbers and percentages in words', () => {
  const cases: [string, number | null][] = [
    ['twenty-five hundred', 2500],
    ['two hundred and fifty', 250],
    ['one point two million', 1_200_000],
    ['a couple thousand', 2000],
    ['three quarters of a million', 750_000],
    ['40k', 40_000],
    ['2,400', 2400],
    ['two million three hundred thousand and five', 2_300_005],
    ['a hundred and ninety thousand', 190_000],
    ['twenty', 20],
    ['banana', null],
    ['', null],
  ];
  for (const [text, value] of cases) assert.equal(parseNumberWords(text), value, text);
  assert.equal(parsePercent('12%'), 12);
  assert.equal(parsePercent('twelve and a half percent'), 12.5);
  assert.equal(parsePercent('12'), null);
});
