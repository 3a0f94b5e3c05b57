import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { DailyDigestView } from '../views.ts';
import { renderView } from './render-view.ts';

const digest: DailyDigestView = {
  kind: 'daily_digest',
  day: '2026-09-14',
  calls: 12,
  changesApplied: 31,
  waiting: Array.from({ length: 40 }, (_, index) => ({ text: `Waiting ${index + 1}`, address: null })),
  commitmentsDue: [],
  warnings: [],
  gaps: [],
  address: 'http://127.0.0.1:8000/ledger',
};

describe('a digest', () => {
  test('says how many more there are than it shows', () => {
    const words = JSON.stringify(renderView(digest));
    assert.match(words, /Waiting for approval \(40\)/);
    assert.match(words, /and 32 more in <http:\/\/127\.0\.0\.1:8000\/ledger\|Sophia>/);
  });
});
