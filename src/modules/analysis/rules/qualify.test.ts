import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ours, salesFindings, theirs } from '#test/sales-findings';

describe('qualification', () => {
  it('is unknown throughout where the buyer says nothing of it', () => {
    const { qualification } = salesFindings([
      ours('Who signs something like this? Is there a budget of fifty thousand set aside for it?'),
      theirs('Let me think about that.'),
      ours('Your owner decides, I suppose, and it has to be live by March.'),
      theirs('We will see.'),
    ]);
    for (const elements of Object.values(qualification)) {
      for (const [name, element] of Object.entries(elements)) assert.equal(element.status, 'unknown', name);
    }
  });

  it('quotes the buyer for what was said', () => {
    const { qualification } = salesFindings([
      ours('What does that cost you in a year?'),
      theirs('We wrote off about $310,000 in balances last year.'),
      ours('And who signs?'),
      theirs('Anything over $25,000 our owner signs himself, under that I can.'),
    ]);
    const { metrics, economicBuyer, champion } = qualification['meddicc'] ?? {};
    assert.equal(metrics?.status === 'known' && metrics.quote, 'We wrote off about $310,000 in balances last year.');
    assert.equal(economicBuyer?.status === 'known' && economicBuyer.speaker, 'Gwen Halloran');
    assert.equal(champion?.status, 'unknown');
  });

  it('reads what is meant also where no pattern of the lexicon stands in it, and small talk as nothing', () => {
    const { qualification } = salesFindings([
      ours('How is it going over there?'),
      theirs('We look after about seven hundred homes around the lake.'),
      ours('I see.'),
      theirs('Did you catch the game on Sunday? My brother was there with his kids.'),
    ]);
    const { situation } = qualification['spiced'] ?? {};
    assert.equal(
      situation?.status === 'known' && situation.quote,
      'We look after about seven hundred homes around the lake.',
    );
    assert.equal(qualification['meddicc']?.['competition']?.status, 'unknown');
    const quotes = Object.values(qualification).flatMap((elements) =>
      Object.values(elements).flatMap((element) => (element.status === 'known' ? [element.quote] : [])),
    );
    assert.deepEqual(
      quotes.filter((quote) => /game|brother/u.test(quote)),
      [],
    );
  });
});
