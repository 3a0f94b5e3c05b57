import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ours, salesFindings, theirs } from '#test/sales-findings';

describe('mentions', () => {
  it('count a name with every place, possessives and aliases too', () => {
    const { mentions } = salesFindings([
      theirs("We looked at Payloom. Payloom's price was lower, and Pay Loom was nice."),
    ]);
    const [payloom] = mentions.competitors;
    assert.equal(payloom?.name, 'Payloom');
    assert.equal(payloom?.count, 3);
    assert.equal(payloom?.sufficient, false);
    assert.equal(payloom?.mentions[1]?.quote, "Payloom's");
  });

  it('take five mentions for a sufficient signal', () => {
    const { mentions } = salesFindings([theirs('Payloom here, Payloom there, Payloom, Payloom and Payloom again.')]);
    assert.equal(mentions.competitors[0]?.sufficient, true);
  });

  it('tell a product from the verb', () => {
    const { mentions } = salesFindings([
      ours('Pay and Recover together cost less. They pay every month and we recover it.'),
      theirs('Pay me first.'),
    ]);
    assert.deepEqual(
      mentions.products.map(({ name, count }) => [name, count]),
      [
        ['Tidewater Pay', 1],
        ['Tidewater Recover', 1],
      ],
    );
  });

  it('name the people who do not speak, by their fullest name', () => {
    const { mentions } = salesFindings([
      theirs("Beth would know. Beth Lindqvist, she's our analyst, and Mrs. Abernathy helps her."),
      ours('Thanks, Gwen.'),
    ]);
    assert.deepEqual(mentions.people.map(({ name, count }) => [name, count]).sort(), [
      ['Beth Lindqvist', 2],
      ['Mrs. Abernathy', 1],
    ]);
  });

  it('read sums and days', () => {
    const { mentions } = salesFindings([theirs('It cost $3.50 a unit, and I need it by Friday.')]);
    assert.deepEqual(
      mentions.amounts.map(({ minorUnits, currency }) => [minorUnits, currency]),
      [[350, 'USD']],
    );
    assert.equal(mentions.dates[0]?.date, '2026-09-18');
  });
});
