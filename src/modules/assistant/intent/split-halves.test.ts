import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { splitHalves } from './split-halves.ts';

function halves(text: string): string[] | null {
  const found = splitHalves(text);
  return found === null ? null : [found.first, found.second];
}

describe('two questions in one', () => {
  it('are told apart where the second begins as a question', () => {
    assert.deepEqual(halves('When did we last talk to Fennel Hill and how did it go?'), [
      'When did we last talk to Fennel Hill',
      'how did it go',
    ]);
    assert.deepEqual(halves('what did I promise, and by when'), ['what did I promise', 'by when']);
    assert.deepEqual(halves('which deals are at risk? Who owns them?'), ['which deals are at risk', 'Who owns them']);
  });

  it('are not seen in a name, a condition or what stands in front', () => {
    for (const text of [
      'which deals of Rye and Barley Homes are open',
      'Rye and Barley Homes, what is the next step?',
      'for the deals of Maya Okafor, which are at risk?',
      'which deals are open and have no amount',
      'which deals close this quarter and are at risk',
      'and who owns it?',
      'why?',
    ])
      assert.equal(halves(text), null, text);
  });
});
