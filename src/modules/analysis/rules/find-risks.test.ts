import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ours, salesFindings, theirs } from '#test/sales-findings';

const middle = [
  ours('So that is the report for each property.'),
  theirs('Okay, and the owners see the same page.'),
  ours('They see their own properties and nothing else.'),
  theirs('All right.'),
];

describe('risks', () => {
  it('name a call that the buyer ends without a next step', () => {
    const { risks } = salesFindings([...middle, ...middle, theirs("We'll be in touch when things calm down.")]);
    assert.deepEqual(
      risks.map(({ kind, quote }) => ({ kind, quote })),
      [{ kind: 'delay', quote: "We'll be in touch when things calm down." }],
    );
  });

  it('leave out the same words of our side, in the middle of a call, and with a day', () => {
    const { risks } = salesFindings([
      theirs("I'll let you know."),
      ...middle,
      ...middle,
      theirs("We'll be in touch on Thursday."),
      ours("We'll be in touch."),
    ]);
    assert.deepEqual(risks, []);
  });

  it('are high where the deal goes elsewhere, and low where the next step is only put off', () => {
    const { risks } = salesFindings([
      ...middle,
      theirs('We signed with another vendor on Friday, the board went with RentForge.'),
      ...middle,
      ...middle,
      theirs("We'll be in touch when things calm down."),
    ]);
    assert.deepEqual(
      risks.map(({ kind, severity }) => [kind, severity]),
      [
        ['competitor_preferred', 'high'],
        ['delay', 'low'],
      ],
    );
  });

  it('are low where a decision is put off for no day, and where the buyer takes leave without a next meeting', () => {
    for (const text of [
      "We'll be in touch.",
      "We'll circle back.",
      'Let me get back to you on that.',
      "Great talking to you, we'll be in touch soon.",
      "We'll circle back on pricing at some point.",
      "We'll let you know when we've decided.",
      'I want to sleep on it and get back to you.',
    ]) {
      const { risks } = salesFindings([...middle, ...middle, theirs(text)]);
      assert.deepEqual(
        risks.map(({ kind, severity }) => [kind, severity]),
        [['delay', 'low']],
        text,
      );
    }
  });

  it('are no polite close behind a meeting that is agreed on, nor one in the middle of a call', () => {
    const agreed = [ours('Shall we say Tuesday at ten?'), theirs("Tuesday at ten works, I'll be there.")];
    for (const text of [
      "We'll be in touch.",
      "We'll circle back.",
      'Let me get back to you.',
      "Thanks, I'll call you.",
    ]) {
      assert.deepEqual(salesFindings([...middle, ...middle, ...agreed, theirs(text)]).risks, [], text);
      assert.deepEqual(salesFindings([...middle, theirs(text), ...middle, ...middle]).risks, [], text);
    }
  });

  it('are low where only papers were promised before the polite close', () => {
    const papers = ours('I will send you the references you can call, and you will have them on Thursday.');
    const { risks } = salesFindings([...middle, ...middle, papers, theirs("We'll be in touch.")]);
    assert.deepEqual(
      risks.map(({ kind, severity }) => [kind, severity]),
      [['delay', 'low']],
    );
  });

  it('are not hidden by a polite close in the same sentence', () => {
    const { risks } = salesFindings([
      ...middle,
      ...middle,
      theirs("The budget is frozen, so we'll be in touch."),
      ours('I see.'),
      theirs("We decided to go with Payloom, we'll circle back."),
    ]);
    assert.deepEqual(
      risks.map(({ kind, severity }) => [kind, severity]),
      [
        ['budget', 'high'],
        ['competitor_preferred', 'high'],
      ],
    );
  });

  it('leave out farewells, and the wish not to leave the next step open', () => {
    const { risks } = salesFindings([
      ...middle,
      ...middle,
      theirs("Let's not leave it open, or I'll disappear on you."),
      theirs("I've got to run, they're waving at me through the glass."),
    ]);
    assert.deepEqual(risks, []);
  });

  it('are told in a sentence that is polite as well', () => {
    for (const [text, kind, severity] of [
      [
        'Thanks again for everything, we signed with another vendor on Friday and the board went with RentForge.',
        'competitor_preferred',
        'high',
      ],
      ['Thank you for your time, we are cancelling the contract at the end of the year.', 'churn', 'high'],
      ['Thanks for your time, but we have decided to go with Payloom.', 'competitor_preferred', 'high'],
      ['Thanks for your time, we went with Payloom.', 'competitor_preferred', 'high'],
      ['Thanks for your time, we will be in touch when things calm down.', 'delay', 'low'],
    ] as const) {
      const { risks } = salesFindings([...middle, ...middle, theirs(text)]);
      assert.deepEqual(
        risks.map((risk) => [risk.kind, risk.severity]),
        [[kind, severity]],
        text,
      );
    }
  });

  it('are high wherever words name that the customer or the deal is leaving', () => {
    for (const text of [
      'We are cancelling the contract at the end of the year.',
      'We will cancel our subscription on Monday.',
    ]) {
      const { risks } = salesFindings([...middle, theirs(text), ...middle]);
      assert.deepEqual(
        risks.map(({ kind, severity }) => [kind, severity]),
        [['churn', 'high']],
        text,
      );
    }
  });
});
