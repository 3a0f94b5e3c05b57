import assert from 'node:assert/strict';
import { it } from 'node:test';
import { smallCalls } from '../world/small-calls.ts';
import { interactionFigures } from './interaction-figures.ts';
import { endedCall } from './state.ts';

it('counts shares, stretches, passes, pauses and questions', () => {
  const [sample] = smallCalls;
  assert.ok(sample !== undefined);
  function said(speakerId: string, ...sentences: (readonly [number, number, string])[]) {
    const timed = sentences.map(([start, end, text]) => ({ startMs: start * 1000, endMs: end * 1000, text }));
    return { speakerId, topic: null, sentences: timed };
  }
  const monologues = [
    said('601', [0, 10, 'Hello.'], [10, 30, 'How are you?']),
    said('602', [31, 41, 'Well.']),
    said('602', [42, 61, 'Is it dear?']),
    said('601', [63, 93, 'No.']),
    said('602', [94, 100, 'Good.']),
  ];
  const call = endedCall({ ...sample, monologues }, 0);
  const { stats, questions, talkTimeMs } = interactionFigures(call, '601');
  assert.deepEqual(
    [...talkTimeMs],
    [
      ['601', 60_000],
      ['602', 36_000],
    ],
  );
  assert.deepEqual(Object.fromEntries(stats.map(({ name, value }) => [name, value])), {
    'Talk Ratio': 0.625,
    'Longest Monologue': 30,
    'Longest Customer Story': 30,
    Interactivity: 9,
    Patience: 2,
  });
  assert.deepEqual(questions, { companyCount: 1, nonCompanyCount: 1 });
});

it('has no figure that is not a number for a call in which nobody spoke', () => {
  const [sample] = smallCalls;
  assert.ok(sample !== undefined);
  const { stats } = interactionFigures(endedCall({ ...sample, monologues: [] }, 0), null);
  assert.deepEqual(
    stats.map(({ value }) => value),
    [0, 0, 0, 0, 0],
  );
});
