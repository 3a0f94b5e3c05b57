import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AnalysisSettings, type Commitment, type Findings, type Verification } from '#contracts';
import { type SpokenTurn, transcriptOf } from '#test/transcript-of';
import { analyzeByRules } from '../analyze-by-rules.ts';
import { createDocument } from '../language/index.ts';
import { verifyFindings } from '../verify/verify-findings.ts';

const settings = AnalysisSettings.parse({ currency: 'USD', competitors: [], products: [], trackers: [], lexicons: {} });

/** A talk of Ann, who sells, and Bob, who buys, on Wednesday 18 November 2026; Ann begins. */
function transcriptOfTalk(texts: readonly string[]) {
  const turns = texts.map((text, index): SpokenTurn => {
    return index % 2 === 0 ? { speaker: 'Ann', side: 'internal', text } : { speaker: 'Bob', side: 'external', text };
  });
  return transcriptOf(turns, { date: '2026-11-18', timeZone: 'America/Chicago' });
}

function verified(
  texts: readonly string[],
  change: (findings: Findings) => Findings = (findings) => findings,
): { commitments: Commitment[]; verification: Verification } {
  const transcript = transcriptOfTalk(texts);
  const { findings, verification } = verifyFindings({
    document: createDocument({ transcript }),
    findings: change(analyzeByRules({ input: { transcript, settings } })),
    unlocated: [],
    currency: 'USD',
  });
  return { commitments: findings.commitments, verification };
}

function duesIn(...texts: string[]): (string | null | undefined)[] {
  const { commitments, verification } = verified(texts);
  assert.deepEqual(verification.refused, []);
  return commitments.map(({ due }) => due?.date ?? null);
}

test('a promise is due on the day that the other speaker asked for', () => {
  assert.deepEqual(duesIn('Fine.', 'Could you get the order form over by Friday?', "Sure, I'll send it to you."), [
    '2026-11-20',
  ]);
  assert.deepEqual(duesIn('Can we meet again next Tuesday?', 'Yes, put it on my calendar.'), ['2026-11-24']);
});

test('a promise is due on the day that is settled right after it', () => {
  const promise = "I'll send you the security summary.";
  assert.deepEqual(duesIn(promise, 'By Friday?', 'Yes, that works.'), ['2026-11-20']);
  assert.deepEqual(duesIn(promise, 'When can I expect it?', 'By tomorrow.'), ['2026-11-19']);
});

test('the words that name the day are its proof', () => {
  const { commitments } = verified(['Fine.', 'Could you get the form over by Friday?', "Sure, I'll send it to you."]);
  const [due] = commitments.map((commitment) => commitment.due);
  assert.equal(due?.text, 'by Friday');
  assert.equal(due?.evidence?.quote, 'Could you get the form over by Friday?');
  assert.equal(due?.evidence?.speaker, 'Bob');
});

test('a day that nobody asked for, that was refused, or one of two, is no due day', () => {
  const promise = "I'll send you the security summary.";
  assert.deepEqual(duesIn(promise, 'By Friday?', 'No, I need longer for that.'), [null]);
  assert.deepEqual(duesIn(promise, 'We were closed on Friday.', 'Good to know.'), [null]);
  assert.deepEqual(duesIn('Could we do Monday or Tuesday?', 'Yes, put it on my calendar.'), [null]);
  assert.deepEqual(duesIn("I'll send you the draft by Monday.", "Good, I'll read it and mark it up for you."), [
    '2026-11-23',
    null,
  ]);
  assert.deepEqual(duesIn('Fine.', 'If July goes well, maybe by the end of August.', "I'll send you the notes."), [
    null,
  ]);
});

test('a due day whose proof does not say it is taken away, and the promise stays', () => {
  const texts = ['Fine.', 'Could you get the order form over by Friday?', "Sure, I'll send it to you."];
  const { commitments, verification } = verified(texts, (findings) => ({
    ...findings,
    commitments: findings.commitments.map((commitment) => ({
      ...commitment,
      due: commitment.due === null ? null : { ...commitment.due, date: '2026-11-27' },
    })),
  }));
  assert.deepEqual(
    commitments.map(({ due }) => due),
    [null],
  );
  assert.deepEqual(verification.refusedByReason, { date_not_in_quote: 1 });
});
