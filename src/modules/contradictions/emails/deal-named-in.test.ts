import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dealNamedIn } from './deal-named-in.ts';

const deals = [
  { recordId: 'renewal', name: 'Larkspur Hill – Renewal' },
  { recordId: 'wide', name: 'Larkspur Hill' },
  { recordId: 'bare', name: null },
];

function dealOf(
  paragraphs: readonly string[],
  { subject = null, paragraph = 0 }: { subject?: string | null; paragraph?: number } = {},
): string | null {
  return dealNamedIn({ deals, mail: { subject, paragraphs }, paragraph });
}

describe('an e-mail on several open deals', () => {
  it('speaks in each paragraph of the deal that it names in full, however that is written', () => {
    assert.equal(dealOf(['For Larkspur Hill - renewal it is $17,388.']), 'renewal');
    assert.equal(dealOf(['Larkspur Hill: it is $17,388.', 'Larkspur Hill Renewal: $20.'], { paragraph: 1 }), 'renewal');
    assert.equal(dealOf(['Larkspur Hill: it is $17,388.', 'Larkspur Hill Renewal: $20.']), 'wide');
  });

  it('speaks of the deal in its subject where no paragraph names one', () => {
    assert.equal(dealOf(['It is $17,388 that got approved.'], { subject: 'Re: Larkspur Hill – Renewal' }), 'renewal');
    assert.equal(dealOf(['It is $17,388.', 'And Larkspur Hill?'], { subject: 'Re: Larkspur Hill – Renewal' }), null);
  });

  it('speaks of none where it names none, or a part of a name only', () => {
    for (const text of ['It is $17,388.', 'The renewal is $17,388.', 'Larkspur Hillside is $17,388.']) {
      assert.equal(dealOf([text], { subject: 'Re: the offer' }), null, text);
    }
  });

  it('is not guessed between two deals whose names are written alike, whatever its subject says', () => {
    const alike = [
      { recordId: 'one', name: 'Larkspur Hill - Renewal' },
      { recordId: 'other', name: 'Larkspur Hill – renewal' },
      { recordId: 'court', name: 'Alder Court' },
    ];
    const mail = { subject: 'Re: Alder Court', paragraphs: ['For Larkspur Hill Renewal it is $17,388.'] };
    assert.equal(dealNamedIn({ deals: alike, mail, paragraph: 0 }), null);
  });
});
