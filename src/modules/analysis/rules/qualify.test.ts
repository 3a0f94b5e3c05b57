import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type QualificationElement, QualificationMethod } from '#contracts';
import { ours, salesFindings, theirs } from '#test/sales-findings';
import { chooseMethods } from '../methods/index.ts';

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

  it('finds what our side does for the methods that ask for it, and takes no word of the buyer for it', () => {
    const methods = chooseMethods({ qualifyBy: ['challenger', 'sandler'] });
    const said = [
      'By the end of this call I would like to know whether a pilot makes sense, and a no is fine.',
      'Most operators think the fee is the cost, and they forget the lockbox.',
      'For a company your size it is usually the second one.',
      'Who else has to approve this on your side?',
    ];
    const { qualification } = salesFindings([...said.map((text) => ours(text)), theirs('We will see.')], { methods });
    const { upFrontContract, budget } = qualification['sandler'] ?? {};
    const { teach, tailor, takeControl } = qualification['challenger'] ?? {};
    assert.deepEqual([upFrontContract, teach, tailor, takeControl].map(quoteOf), said);
    assert.equal(budget?.status, 'unknown');
    const turned = salesFindings([...said.map((text) => theirs(text)), ours('We will see.')], { methods });
    const found = Object.values(turned.qualification['challenger'] ?? {}).map(quoteOf);
    assert.deepEqual(found, [null, null, null]);
    const alone = salesFindings([...said.map((text) => ours(text)), ours('I see.', 'Tom Hadley')], { methods });
    const ofUs = Object.values(alone.qualification).flatMap((elements) => Object.values(elements));
    assert.ok(ofUs.every(({ status }) => status === 'unknown'));
  });

  it('takes elements from the set that is there: what one method knows, the other knows as well', () => {
    const methods = chooseMethods({ qualifyBy: ['meddicc', 'solution', 'sandler'] });
    const { qualification, qualificationMethods } = salesFindings(
      [ours('And who signs?'), theirs('Anything over $25,000 our owner signs himself, under that I can.')],
      { methods },
    );
    assert.deepEqual(Object.keys(qualification), ['meddicc', 'solution', 'sandler']);
    assert.deepEqual(
      qualificationMethods.map(({ id }) => id),
      ['meddicc', 'solution', 'sandler'],
    );
    const [buyer, power] = [qualification['meddicc']?.['economicBuyer'], qualification['solution']?.['power']];
    assert.equal(quoteOf(power), quoteOf(buyer));
    assert.equal(quoteOf(power)?.startsWith('Anything over'), true);
    assert.equal(qualification['solution']?.['pain']?.status, 'unknown');
  });

  it("finds a method of the workspace's own by its phrases, in the words of the side that it names", () => {
    const own = QualificationMethod.parse({
      id: 'fit',
      name: 'Our fit',
      elements: [
        { key: 'audit', label: 'Audit', phrases: ['(annual|yearly) audit'], side: 'external' },
        { key: 'demo', label: 'Demo offered', phrases: ['show you ..3 live'], side: 'internal' },
        { key: 'weather', label: 'Weather', phrases: ['it rains'], side: null },
        { key: 'buyer', label: 'Buyer', element: 'economicBuyer' },
      ],
    });
    const methods = chooseMethods({ methods: [own], qualifyBy: ['fit'] });
    const turns = [
      ours('Is the annual audit coming up for you?'),
      theirs('Is that about the annual audit?'),
      theirs('The yearly audit is in March for all of us.'),
      ours('Shall I show you that live on your screen?'),
      theirs('It rains in here again, by the way.'),
    ];
    const { qualification, qualificationMethods } = salesFindings(turns, { methods });
    const { audit, demo, weather, buyer } = qualification['fit'] ?? {};
    assert.deepEqual([audit, demo, weather, buyer].map(quoteOf), [
      turns[2]?.text,
      turns[3]?.text,
      turns[4]?.text,
      null,
    ]);
    assert.equal(audit?.status === 'known' && audit.rule, 'method.fit.audit');
    assert.deepEqual(
      qualificationMethods[0]?.elements.map(({ side }) => side),
      ['external', 'internal', null, 'external'],
    );
  });
});

function quoteOf(element: QualificationElement | undefined): string | null {
  return element?.status === 'known' ? element.quote : null;
}
