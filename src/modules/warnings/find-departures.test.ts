import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findDepartures } from './find-departures.ts';

function told(text: string): string[] {
  const turns = [{ turn: 3, speaker: 'Tom Beckett', text, startMs: null }];
  return findDepartures({ turns, names: ['Ana Ruiz', 'Tom Beckett'] }).map(({ quote }) => quote);
}

describe('words by which somebody has left', () => {
  it('name them and say so', () => {
    for (const said of [
      "I should tell you, Ana isn't with us anymore.",
      'No, um, Ana left.',
      "Ana's last day was two Fridays ago.",
      "I'm sitting in for Ana, who has moved on.",
      'Ana Ruiz is no longer with the company.',
      'I took over from Ana in May.',
      'Ana took another job in Denver.',
    ]) {
      assert.deepEqual(told(`Well. ${said} Anyway.`), [said], said);
    }
  });

  it('are not those of something else that is left, of a question, or of whoever speaks', () => {
    for (const said of [
      'Ana left me a message about it.',
      'Ana left off at the second page.',
      'Has Ana left?',
      "Ana hasn't left the company.",
      'Ana moved on to the next point.',
      'Tom left the company, says the paper.',
      'Somebody left.',
      'Anabel left.',
    ]) {
      assert.deepEqual(told(said), [], said);
    }
  });
});
