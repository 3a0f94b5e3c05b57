import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Findings } from '#contracts';
import { ours, salesFindings, theirs } from '#test/sales-findings';
import type { SpokenTurn } from '#test/transcript-of';

function reasonsOf(turns: readonly SpokenTurn[]): string[] {
  return salesFindings(turns).abstentions.map(({ reason }) => reason);
}

describe('analysis by rules', () => {
  it('is in the shape of the contract for calls with little or nothing in them', () => {
    for (const turns of [
      [],
      [{ text: '' }],
      [{ text: '... ??? —' }],
      [{ text: '👍👍 “Sure,” he said…' }],
      [theirs('Hi.')],
    ]) {
      Findings.parse(salesFindings(turns));
    }
  });

  it('says that there is no speech, one speaker or too little', () => {
    assert.deepEqual(reasonsOf([{ text: '' }]), ['no_speech']);
    assert.ok(reasonsOf([theirs('Hello there, this is me.')]).includes('one_speaker'));
    assert.ok(reasonsOf([theirs('Hello.'), ours('Hello.')]).includes('too_short'));
  });

  it('names the gaps of a call in which nobody promised anything', () => {
    const talk = Array.from({ length: 12 }, (_value, index) =>
      index % 2 === 0
        ? ours('We have been doing this for property managers of all sizes for quite a few years now.')
        : theirs('That is interesting and it was a long winter for all of us over here at the lake.'),
    );
    const { gaps } = salesFindings(talk);
    const kinds = gaps.map(({ kind }) => kind);
    assert.ok(kinds.includes('no_next_step'));
    assert.ok(kinds.includes('no_questions_asked'));
    assert.ok(kinds.includes('single_threaded'));
    for (const { lookedFor } of gaps) assert.ok(lookedFor.length > 0);
  });

  it('does not call a buyer single-threaded where another of theirs asked a question, however short', () => {
    const talk = Array.from({ length: 24 }, (_value, index) =>
      index % 2 === 0
        ? ours('We have been doing this for property managers of all sizes for quite a few years now.')
        : theirs('That is interesting and it was a long winter for all of us over here at the lake.'),
    );
    const gapOf = (text: string) =>
      salesFindings([...talk, { ...theirs(text), speaker: 'Ida Berg' }]).gaps.find(
        ({ kind }) => kind === 'single_threaded',
      );
    assert.equal(gapOf('Does it run offline?'), undefined);
    assert.equal(gapOf('Okay.')?.message, 'Only one person of the buyer spoke.');
  });

  it('is unsure of the stage where too little speaks for one', () => {
    assert.equal(salesFindings([ours('Good morning.'), theirs('Morning.')]).stage.value, 'unknown');
  });

  it('refuses a phrase of the settings that cannot be read, and ignores lexicons of others', () => {
    assert.throws(() => salesFindings([theirs('Hi.')], { lexicons: { 'objection.price': ['(too'] } }), {
      code: 'lexicon.invalid',
      message: /settings, lexicon objection\.price/u,
    });
    Findings.parse(salesFindings([theirs('Hi.')], { lexicons: { 'no.such.lexicon': ['(too'] } }));
  });

  it('tells of a sentence what it says of the deal, however polite it is and whatever day it names', () => {
    const talk = [
      ours('So that is the report for each property.'),
      theirs('Okay, and the owners see the same page.'),
      ours('They see their own properties and nothing else.'),
      theirs('All right.'),
    ];
    for (const text of [
      'Thanks again for everything, we signed with another vendor on Friday and the board went with RentForge.',
      'Thank you for your time, we are cancelling the contract at the end of the year.',
      'Thanks for your time, but we have decided to go with RentForge.',
      'Thanks for your time, we will be in touch when things calm down.',
      'We need to run this past legal and security before anybody can sign.',
      'We will sign the contract on Friday.',
      'We will cancel our subscription on Monday.',
      'Then the CFO signs it Thursday at ten.',
      'Our pilot starts next Monday at nine.',
      'I can approve the budget on Wednesday.',
    ]) {
      const { keyPoints } = salesFindings([...talk, theirs(text), ...talk]);
      assert.ok(
        keyPoints.some(({ quote }) => quote === text),
        text,
      );
    }
  });

  it('hears a decision, a problem and a mood beside thanks', () => {
    const decided = salesFindings([theirs('Thanks for your time, but we have decided to go with RentForge.')]);
    assert.equal(decided.decisions.length, 1);
    const troubled = salesFindings([theirs('Thanks for your time, but it is a nightmare.')]);
    assert.equal(troubled.problems.length, 1);
    const gone = salesFindings([theirs('Thanks for your time, we went with Payloom.')]);
    assert.ok(gone.sentiment.overall.score < 0);
    assert.ok(salesFindings([theirs("That's a problem.")]).sentiment.overall.score < 0);
  });
});
