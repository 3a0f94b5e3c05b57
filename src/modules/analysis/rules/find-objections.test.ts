import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ours, salesFindings, theirs } from '#test/sales-findings';

describe('objections', () => {
  it('are found with their kind and whole sentences as quotes', () => {
    const { objections } = salesFindings([
      ours('So it comes to three fifty a unit.'),
      theirs("Honestly, that's a big jump from what we pay today. Anyway."),
      ours('That is fair. You pay the card fees and the lockbox separately today, and here they are included.'),
    ]);
    assert.equal(objections.length, 1);
    assert.equal(objections[0]?.kind, 'price');
    assert.equal(objections[0]?.quote, "Honestly, that's a big jump from what we pay today.");
    assert.equal(objections[0]?.speaker, 'Gwen Halloran');
  });

  it('are never taken from our own side', () => {
    const { objections } = salesFindings([
      ours("I know it's too expensive for you and you don't have the budget."),
      theirs('Sure.'),
      ours('My worry is that the price is too high.'),
      theirs('Okay.'),
    ]);
    assert.deepEqual(objections, []);
  });

  it('are not what the buyer reports of others', () => {
    const { objections } = salesFindings([
      ours('What do you hear?'),
      theirs("Some people tell us it's too expensive, but they say that of everything."),
    ]);
    assert.deepEqual(objections, []);
  });

  it('are not what one says who sells, also where the sides are mixed up', () => {
    for (const text of [
      'We can do a discount of ten percent if you sign by the end of the month.',
      'Our pricing is negotiable for a portfolio of your size.',
      'Honestly, the price is flexible if you go for two years.',
      'I understand that the price is a concern for you.',
      "I know it's a big jump from what you pay today.",
      'We could come down a little on the fee per unit.',
      'I hear your concerns about the contract, and I would have them in your place too.',
    ]) {
      const { objections, risks } = salesFindings([
        ours('So it comes to three fifty a unit.'),
        theirs(text),
        ours('Okay, I will write that down.'),
      ]);
      assert.deepEqual([objections, risks], [[], []], text);
    }
  });

  it('are the buyer’s also where they speak of a discount, of room in the price or of what others offer', () => {
    for (const text of [
      "The price is flexible, I hope, because that's too expensive for us.",
      'We would need a discount to make that work, it is over our budget.',
      "You say there is room on the price, but it's still too expensive for us.",
      "Honestly, that's a big jump from what we pay today.",
      "I understand your concern, but we can't justify that price to the owner.",
    ]) {
      const { objections } = salesFindings([ours('So it comes to three fifty a unit.'), theirs(text), ours('Okay.')]);
      assert.deepEqual(
        objections.map(({ kind, quote }) => [kind, quote]),
        [['price', text]],
      );
    }
  });

  it('abstain where the sides are not known', () => {
    const { objections, buyingSignals, abstentions } = salesFindings([
      { speaker: 'A', text: "That's way too expensive for us, we can't afford it." },
      { speaker: 'B', text: 'Understood.' },
    ]);
    assert.deepEqual(objections, []);
    assert.deepEqual(buyingSignals, []);
    assert.ok(abstentions.some(({ reason }) => reason === 'sides_unknown'));
  });

  it('stay unanswered where our side says nothing to them', () => {
    const { objections } = salesFindings([
      theirs("We're locked in for three years and there's no way out, I won't sign that."),
      ours('Okay.'),
      theirs('So.'),
    ]);
    assert.equal(objections[0]?.kind, 'contract');
    assert.equal(objections[0]?.answer, 'unanswered');
    assert.equal(objections[0]?.answerEvidence, null);
  });

  it('carry the answer as evidence of our side', () => {
    const { objections } = salesFindings([
      theirs('My worry is the sync, nothing ever posted back to the ledger with the last one.'),
      ours('I hear you. We post every payment to the ledger within the hour, with the charge code that you choose.'),
      theirs('Okay, good.'),
    ]);
    assert.equal(objections[0]?.answer, 'answered');
    assert.equal(objections[0]?.answerEvidence?.side, 'internal');
    assert.match(objections[0]?.answerEvidence?.quote ?? '', /post every payment/u);
  });

  it('take phrases that a workspace adds', () => {
    const turns = [
      ours('So what do you think?'),
      theirs('For us that is a zebra in the bathtub, frankly, and it stays one.'),
    ];
    const before = salesFindings(turns).objections.length;
    const { objections } = salesFindings(turns, {
      lexicons: { 'objection.feature': ['zebra in the bathtub'], resist: ['zebra in the bathtub'] },
    });
    assert.equal(before, 0);
    assert.equal(objections[0]?.kind, 'feature');
  });
});
