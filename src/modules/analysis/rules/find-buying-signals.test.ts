import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ours, salesFindings, theirs } from '#test/sales-findings';

describe('buying signals', () => {
  it('are not what the buyer promises to send', () => {
    const { buyingSignals, commitments } = salesFindings([
      ours('Could you send us a sample export?'),
      theirs("I'll send you the export by the end of next week."),
    ]);
    assert.equal(commitments.length, 1);
    assert.deepEqual(buyingSignals, []);
  });

  it('stay where the promise agrees', () => {
    const { buyingSignals } = salesFindings([
      ours('Shall we meet on Thursday at ten to sign it?'),
      theirs("Yes, let's do Thursday at ten. I'll bring the signed order form."),
    ]);
    assert.ok(buyingSignals.some(({ kind }) => kind === 'agreement'));
  });
});
