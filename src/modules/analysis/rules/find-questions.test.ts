import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ours, salesFindings, theirs } from '#test/sales-findings';

describe('questions', () => {
  it('of both sides are found, and whether they were answered', () => {
    const { questions } = salesFindings([
      ours('How many units do you manage?'),
      theirs('About two thousand four hundred. And what happens to the price if we sign for three years?'),
      ours("It depends, I'd have to ask Lena."),
    ]);
    assert.deepEqual(
      questions.map(({ speaker, answered }) => [speaker, answered]),
      [
        ['Maya Okafor', true],
        ['Gwen Halloran', false],
      ],
    );
    assert.match(questions[0]?.answerEvidence?.quote ?? '', /two thousand/u);
  });

  it('are not tags, rhetoric or small talk', () => {
    const { questions } = salesFindings([
      ours('How was your weekend?'),
      theirs("Better now than in January, right? She's good, isn't she?"),
      theirs('Who knew? Are you kidding me?'),
    ]);
    assert.deepEqual(questions, []);
  });

  it('are found where nobody writes question marks', () => {
    const { questions } = salesFindings([
      ours('so how do you collect the rent today'),
      theirs('we mostly take checks at the window'),
    ]);
    assert.equal(questions.length, 1);
    assert.equal(questions[0]?.answered, true);
  });
});
