import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { transcriptOf } from '#test/transcript-of';
import { createDocument } from '../language/index.ts';
import { loadWindowRanker } from './load-ranker.ts';
import { readQuery } from './query.ts';
import { searchCall } from './search-call.ts';
import { stem } from './stem.ts';

test('forms of a word share a stem, different words do not', () => {
  for (const [one, other] of [
    ['payments', 'payment'],
    ['integration', 'integrate'],
    ['planned', 'planning'],
    ['properties', 'property'],
  ] as const) {
    assert.equal(stem(one), stem(other));
  }
  assert.notEqual(stem('price'), stem('print'));
});

test('a question gives its matter and the speakers it names', () => {
  const query = readQuery('What did Priya Natarajan say about the security review?', ['Priya Natarajan', 'Tom Hadley']);
  assert.deepEqual([...query.speakers], ['Priya Natarajan']);
  assert.deepEqual(
    [...query.terms].filter(([, weight]) => weight === 1).map(([term]) => term),
    [stem('security'), stem('review')],
  );
});

describe('searchCall', () => {
  const filler = Array.from({ length: 40 }, (_turn, place) => ({
    speaker: place % 2 === 0 ? 'Ana Ruiz' : 'Ben Cole',
    text: 'Mm-hm, that makes sense, let us go on with the next page of it.',
  }));
  const turns = [
    ...filler,
    { speaker: 'Ana Ruiz', text: 'On security: we encrypt the bank data, and the auditor looks at it every year.' },
    { speaker: 'Ben Cole', text: 'Who holds the keys?' },
    ...filler,
    { speaker: 'Ben Cole', text: 'The price is three dollars a unit, and setup is free this quarter.' },
    ...filler,
  ];
  const document = createDocument({ transcript: transcriptOf(turns) });
  const ranker = loadWindowRanker();

  test('finds the stretch that answers, with the sentence that says it', () => {
    const [best] = searchCall({ document, ranker, query: 'How is our bank data encrypted?', limit: 3 });
    assert.ok(best !== undefined && best.fromTurn <= 40 && best.toTurn >= 40);
    assert.match(best.evidence.quote, /we encrypt the bank data/);
    assert.equal(turns[best.evidence.turn]?.text.slice(best.evidence.start, best.evidence.end), best.evidence.quote);
  });

  test('hits are at most as many as asked for, ten turns each, best first, none over another', () => {
    const hits = searchCall({ document, ranker, query: 'What did they say about price and security?', limit: 4 });
    assert.equal(hits.length, 4);
    assert.equal(hits[0]?.score, 1);
    const seen = new Set<number>();
    for (const { fromTurn, toTurn } of hits) {
      assert.equal(toTurn - fromTurn, 9);
      for (let turn = fromTurn; turn <= toTurn; turn += 1) {
        assert.ok(!seen.has(turn));
        seen.add(turn);
      }
    }
  });

  test('what nobody said finds nothing', () => {
    assert.deepEqual(searchCall({ document, ranker, query: 'xylophone?', limit: 5 }), []);
    assert.deepEqual(searchCall({ document, ranker, query: '', limit: 5 }), []);
  });

  test('a call shorter than a window is one hit, an empty one none', () => {
    const short = createDocument({ transcript: transcriptOf(['The price is three dollars.']) });
    const hits = searchCall({ document: short, ranker, query: 'price', limit: 5 });
    assert.deepEqual(
      hits.map(({ fromTurn, toTurn }) => [fromTurn, toTurn]),
      [[0, 0]],
    );
    const empty = createDocument({ transcript: transcriptOf([]) });
    assert.deepEqual(searchCall({ document: empty, ranker, query: 'price', limit: 5 }), []);
  });
});
