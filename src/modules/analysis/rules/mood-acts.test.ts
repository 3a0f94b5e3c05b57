import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AnalysisSettings, type Sentiment } from '#contracts';
import { type SpokenTurn, transcriptOf } from '#test/transcript-of';
import { analyzeByRules } from '../analyze-by-rules.ts';

const settings = AnalysisSettings.parse({ currency: 'USD', competitors: [], products: [], trackers: [], lexicons: {} });

function buyerMood(said: readonly string[]): Sentiment['overall']['label'] | undefined {
  const turns = said.flatMap((text): SpokenTurn[] => [
    { speaker: 'Ann', side: 'internal', text: 'The report is on the second page.' },
    { speaker: 'Bob', side: 'external', text },
  ]);
  const { sentiment } = analyzeByRules({ input: { transcript: transcriptOf(turns), settings } });
  return sentiment.sides.find(({ side }) => side === 'external')?.label;
}

test('a buyer who objects and goes elsewhere is negative, one who agrees is positive, without a word of feeling', () => {
  assert.equal(
    buyerMood([
      'We signed with another vendor last week.',
      'Your price is double what we pay today.',
      'We do not have the budget for this.',
    ]),
    'negative',
  );
  assert.equal(
    buyerMood([
      'That is exactly what our managers asked for.',
      'Yes, let us go ahead and sign it.',
      'The team is large.',
    ]),
    'positive',
  );
});

test('a buyer who only tells how things are is neutral', () => {
  assert.equal(
    buyerMood(['We have fourteen properties.', 'The office opens at nine.', 'The file is in the folder.']),
    'neutral',
  );
});
