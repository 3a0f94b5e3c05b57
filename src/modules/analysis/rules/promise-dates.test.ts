import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AnalysisSettings, type Commitment } from '#contracts';
import { type SpokenTurn, transcriptOf } from '#test/transcript-of';
import { analyzeByRules } from '../analyze-by-rules.ts';
import { createDocument } from '../language/index.ts';
import { verifyFindings } from '../verify/verify-findings.ts';

const settings: AnalysisSettings = {
  currency: 'USD',
  competitors: [],
  products: [],
  trackers: [],
  lexicons: {},
};

/** The commitments that the verifier keeps, said on Wednesday 18 November 2026. */
function commitmentsIn(turns: readonly SpokenTurn[], timeZone = 'America/Chicago'): Commitment[] {
  const transcript = transcriptOf(turns, { date: '2026-11-18', timeZone });
  const { findings, verification } = verifyFindings({
    document: createDocument({ transcript }),
    findings: analyzeByRules({ input: { transcript, settings: AnalysisSettings.parse(settings) } }),
    unlocated: [],
    currency: settings.currency,
  });
  assert.deepEqual(verification.refused, []);
  return findings.commitments;
}

function promised(text: string, timeZone?: string): string[] {
  const turns: SpokenTurn[] = [{ speaker: 'Ann', side: 'internal', text }];
  return commitmentsIn(turns, timeZone).map(({ quote, due }) => `${quote} = ${due?.text ?? '-'} = ${due?.date ?? '-'}`);
}

test('a promise is due on the day its words say, and the verifier agrees', () => {
  const cases: [string, string, string][] = [
    [
      "I'll get the packet to you by close of business the Thursday after next.",
      'by close of business the Thursday after next',
      '2026-12-03',
    ],
    [
      "I'll send you the order form on the last business day of January.",
      'the last business day of January',
      '2027-01-29',
    ],
    ["I'll write up the plan for you over Thanksgiving weekend.", 'Thanksgiving weekend', '2026-11-29'],
    ["I'll send you our bank file within two business days.", 'within two business days', '2026-11-20'],
    ["I'll send you the summary letter within a week of signing.", 'within a week', '-'],
    ["I'll send you the summary of what we saw last Friday.", '-', '-'],
    ["By Friday I'll send you the plan for next month.", 'By Friday', '2026-11-20'],
  ];
  for (const [text, due, date] of cases) assert.deepEqual(promised(text), [`${text} = ${due} = ${date}`]);
});

test('a long weekend sets a day only where its holiday is known', () => {
  const text = "I'll review your contract for you over the long weekend.";
  assert.deepEqual(promised(text), [`${text} = the long weekend = 2026-11-29`]);
  assert.deepEqual(promised(text, 'Europe/Berlin'), [`${text} = the long weekend = -`]);
});

test('two things promised for two days are two promises', () => {
  assert.deepEqual(promised("I'll send you the proposal next Friday, and the order form by end of month."), [
    "I'll send you the proposal next Friday = next Friday = 2026-11-27",
    'the order form by end of month. = by end of month = 2026-11-30',
  ]);
  assert.deepEqual(promised("I'll check with legal tomorrow, and get you the redlines by Friday."), [
    "I'll check with legal tomorrow = tomorrow = 2026-11-19",
    'get you the redlines by Friday. = by Friday = 2026-11-20',
  ]);
});

test('what another must do by a later day is not when the promise is due', () => {
  const text = "I'll send you the deck next Friday, and legal needs the form by end of month.";
  assert.deepEqual(promised(text), [`${text} = next Friday = 2026-11-27`]);
});

test('a meeting is agreed for the day that suits', () => {
  const commitments = commitmentsIn([
    { speaker: 'Ann', side: 'internal', text: 'Could we meet again next week to look at the pilot?' },
    { speaker: 'Bob', side: 'external', text: "Next Wednesday's good, after eleven." },
  ]);
  assert.deepEqual(
    commitments.map(({ owner, due }) => [owner, due]),
    [['Bob', { text: "Next Wednesday's", date: '2026-11-25' }]],
  );
});
