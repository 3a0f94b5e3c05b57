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
});
