import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TrackerDefinition } from '#contracts';
import { ours, theirs } from '#test/sales-findings';
import { transcriptOf } from '#test/transcript-of';
import { createDocument } from '../language/index.ts';
import { trackKeywords } from './track-keywords.ts';

function tracker(phrases: string[], side: 'internal' | 'external' | null = null): TrackerDefinition {
  return { name: phrases.join(), kind: 'keyword', phrases, side };
}

describe('keyword trackers', () => {
  const document = createDocument({
    transcript: transcriptOf([
      ours('Our follow-up plan covers payment plans. PAYMENT plans!'),
      theirs("The plan's fine, and the payment plan too."),
    ]),
  });

  it('match whole words, case and hyphens aside, the longest phrase at a place', () => {
    const [first] = trackKeywords({ document, trackers: [tracker(['plan', 'payment plan', 'follow up'])] });
    assert.deepEqual(
      first?.hits.map(({ quote }) => quote),
      ['follow-up', 'plan', "plan's", 'payment plan'],
    );
  });

  it('listen to one side only where they say so', () => {
    const [first] = trackKeywords({ document, trackers: [tracker(['payment plans'], 'external')] });
    assert.deepEqual(first?.hits, []);
  });

  it('leave questions in plain words to a model', () => {
    const question: TrackerDefinition = {
      name: 'q',
      kind: 'question',
      question: 'Did they ask for a discount?',
      side: null,
    };
    assert.deepEqual(trackKeywords({ document, trackers: [question] }), []);
  });

  it('cost the same for a thousand as for few', () => {
    const words = Array.from({ length: 9000 }, (_value, index) => `word${index % 700}`);
    const long = createDocument({
      transcript: transcriptOf(
        Array.from({ length: 90 }, (_value, turn) => words.slice(turn * 100, turn * 100 + 100).join(' ')),
      ),
    });
    const trackers = Array.from({ length: 1000 }, (_value, index) =>
      tracker([`word${index} word${index + 1}`, `word${index * 3}`]),
    );
    const start = process.cpuUsage();
    const results = trackKeywords({ document: long, trackers });
    const used = process.cpuUsage(start);
    assert.equal(results.length, 1000);
    assert.ok(results.some(({ hits }) => hits.length > 5));
    assert.ok((used.user + used.system) / 1000 < 1000, `took ${(used.user + used.system) / 1000} ms`);
  });
});
