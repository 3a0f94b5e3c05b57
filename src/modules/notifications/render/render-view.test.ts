import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertInert, assertWithinLimits, wordsOf } from '#test/block-kit';
import type {
  ApprovalView,
  CallSummaryView,
  ChangeView,
  ContradictionView,
  DailyDigestView,
  NotificationView,
  QuoteView,
} from '../views.ts';
import { headlineOf, renderView } from './render-view.ts';

const hostile = '<!channel> <@U0MAYA> <#C1|general> <https://evil.example|click> & *bold* @here';

const quote: QuoteView = {
  text: 'That is a big jump from what we pay today.',
  speaker: 'Sam Ortiz',
  address: 'https://gong.example/call?id=1&t=62',
  turnAddress: 'http://127.0.0.1:8000/calls/main/call_1#turn-4',
};

function change(number: number, more: Partial<ChangeView> = {}): ChangeView {
  return {
    changeId: `chg_${number}`,
    target: 'Larkspur Hill renewal',
    field: 'Close date',
    oldValue: '2026-10-31',
    newValue: '2026-12-15',
    isEditable: true,
    isUndoable: false,
    quote,
    note: null,
    contradiction: null,
    confidence: 0.82,
    rule: 'close-date-from-timeline',
    reason: 'Close dates always ask.',
    state: 'waiting',
    problem: null,
    decisions: [],
    deciders: null,
    undone: null,
    ...more,
  };
}

function approval(changes: readonly ChangeView[], more: Partial<ApprovalView> = {}): ApprovalView {
  return {
    kind: 'approval_request',
    changeSetId: 'set_1',
    title: 'Larkspur Hill: pricing call',
    account: 'Larkspur Hill',
    reportAddress: 'http://127.0.0.1:8000/calls/main/call_1',
    changes,
    expiresAt: '2026-09-17T15:00:00Z',
    dryRun: false,
    ...more,
  };
}

function summary(more: Partial<CallSummaryView> = {}): CallSummaryView {
  return {
    kind: 'call_summary',
    title: 'Pricing with Larkspur Hill',
    account: 'Larkspur Hill',
    deal: { name: 'Larkspur Hill renewal', address: 'https://crm.example/deal/1' },
    date: '2026-09-14',
    durationMinutes: 32,
    people: ['Maya Okafor', 'Sam Ortiz'],
    outcome: { text: 'It goes to the board.', address: null },
    keyPoints: Array.from({ length: 5 }, (_, index) => ({ text: `Point ${index + 1}`, address: quote.address })),
    nextSteps: [{ text: 'Send the three-year version', owner: 'Maya Okafor', due: '2026-09-18', address: null }],
    risks: [{ text: 'A competitor waives setup', severity: 'high', address: null }],
    unclear: null,
    reportAddress: 'http://127.0.0.1:8000/calls/main/call_1',
    playerAddress: 'https://gong.example/call?id=1',
    ...more,
  };
}

const contradiction: ContradictionView = {
  kind: 'contradiction',
  contradictionId: 'con_1',
  record: 'Larkspur Hill renewal',
  recordAddress: null,
  field: 'Units',
  crmValue: '1,200',
  crmSource: 'Maya Okafor on Aug 3',
  saidValue: '1,450',
  saidIn: 'call',
  other: null,
  quote,
  state: 'open',
  resolvedBy: null,
  resolvedBecause: null,
};

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

describe('an approval card', () => {
  test('shows old and new value, the quote, who said it, how sure it is and which rule asked', () => {
    const [message, ...more] = renderView(approval([change(1)]));
    assert.equal(more.length, 0);
    const words = wordsOf(message?.blocks ?? []);
    for (const part of [
      'Close date',
      '2026-10-31 → *2026-12-15*',
      '> That is a big jump',
      'Sam Ortiz',
      '82 %',
      'close-date-from-timeline',
      'Close dates always ask.',
      'listen',
    ]) {
      assert.ok(words.includes(part), part);
    }
    assert.deepEqual(
      words.match(/"action_id":"[^"]+"/g),
      ['change.approve', 'change.edit', 'change.reject'].map((id) => `"action_id":"${id}"`),
    );
    assert.equal(message?.text, 'Approval needed (1): Larkspur Hill: pricing call');
  });

  test('says whose word it waits for, and no more of that once it is decided', () => {
    const deciders = 'Decides: maya@tidewater.example';
    const decisions = [
      { by: 'rosa@tidewater.example', decision: 'approve' as const, reason: null, at: '2026-09-14T15:00:00Z' },
    ];
    const [waiting] = renderView(approval([change(1, { deciders, decisions })]));
    assert.match(
      wordsOf(waiting?.blocks ?? []),
      /rosa@tidewater\.example approved .* · Decides: maya@tidewater\.example/,
    );
    const [decided] = renderView(approval([change(1, { state: 'applied', decisions })]));
    assert.doesNotMatch(wordsOf(decided?.blocks ?? []), /Decides/);
  });

  test('of fifty changes leaves none out and tears none apart', () => {
    const messages = renderView(approval(Array.from({ length: 50 }, (_, index) => change(index + 1))));
    assertWithinLimits(messages);
    assert.ok(messages.length > 1);
    const words = messages.map(({ blocks }) => wordsOf(blocks));
    for (let number = 1; number <= 50; number += 1) {
      const holding = words.filter((each) => each.includes(`"block_id":"change:chg_${number}"`));
      assert.equal(holding.length, 1, `change ${number}`);
    }
    assert.ok(words[0]?.includes('Approve all 50'));
    assert.ok(words[1]?.includes(`Part 2 of ${messages.length}`));
  });

  test('says of a quote and of values of 3,000 signs how much more there is', () => {
    const long = 'word & <word> '.repeat(230);
    const messages = renderView(
      approval([change(1, { oldValue: long, newValue: long, quote: { ...quote, text: long }, note: long })]),
    );
    assertWithinLimits(messages);
    assertInert(messages);
    assert.match(wordsOf(messages[0]?.blocks ?? []), /… \(2,\d\d\d more characters\)/);
  });

  test('says who decided what and when in place of the buttons', () => {
    const at = '2026-09-14T15:20:00Z';
    const messages = renderView(
      approval([
        change(1, { state: 'applied', decisions: [{ by: 'Priya Raman', decision: 'approve', reason: null, at }] }),
        change(2, {
          state: 'rejected',
          decisions: [{ by: 'Priya Raman', decision: 'reject', reason: 'Said in jest', at }],
        }),
        change(3, { state: 'conflict', problem: 'Maya set it to 2026-11-30 at 15:19.' }),
      ]),
    );
    const words = wordsOf(messages[0]?.blocks ?? []);
    assert.ok(!words.includes('"type":"button"'));
    assert.match(words, /\*Written\* · Priya Raman approved <!date\^1789399200\^/);
    assert.match(words, /\*Rejected\* · Priya Raman rejected .*: “Said in jest”/);
    const operators = [{ by: 'operator:root', decision: 'approve' as const, reason: null, at }];
    const own = wordsOf(renderView(approval([change(1, { state: 'applied', decisions: operators })]))[0]?.blocks ?? []);
    assert.match(own, /\*Written\* · Whoever runs Sophia \(root\) approved/);
    assert.match(words, /\*Conflict: a person changed it meanwhile\* · Maya set it/);
    assert.equal(messages[0]?.text, 'Decided: Larkspur Hill: pricing call');
  });

  test('of what was written offers to take it back, and of nothing else', () => {
    const written = change(1, { state: 'applied', isUndoable: true });
    const messages = renderView(approval([written, change(2, { state: 'undone' }), change(3, { state: 'applied' })]));
    const words = wordsOf(messages[0]?.blocks ?? []);
    assert.deepEqual(words.match(/"action_id":"[^"]+"/g), ['"action_id":"change.undo"']);
    assert.match(
      words,
      /"value":"chg_1".*What stood there before is written back, unless somebody has changed it since/,
    );
    assertWithinLimits(messages);
  });

  test('leaves the buttons while another person has still to agree', () => {
    const decisions = [{ by: 'Priya Raman', decision: 'approve' as const, reason: null, at: '2026-09-14T15:20:00Z' }];
    const words = wordsOf(renderView(approval([change(1, { decisions })]))[0]?.blocks ?? []);
    assert.match(words, /Priya Raman approved/);
    assert.ok(words.includes('change.approve'));
  });
});

describe('a call summary', () => {
  test('holds outcome, three key points, steps with owner and day, risks and both links', () => {
    const [message] = renderView(summary());
    const words = wordsOf(message?.blocks ?? []);
    for (const part of [
      'It goes to the board.',
      'Point 3',
      'and 2 more in <http://127.0.0.1:8000/calls/main/call_1|the report>',
      'Send the three-year version (Maya Okafor, due Fri, Sep 18)',
      '*High*: A competitor waives setup',
      'Recording in Gong',
      '32 min',
    ]) {
      assert.ok(words.includes(part), part);
    }
    assert.ok(!words.includes('Point 4'));
  });

  test('says between which deals nobody has chosen, and who can', () => {
    const address = 'https://sophia.example/ledger';
    const [message] = renderView(summary({ unclear: { deals: ['Alder', `Birch ${'x'.repeat(400)}`], address } }));
    const words = wordsOf(message?.blocks ?? []);
    assert.match(words, /⚠ It is not clear which deal this call is about \(Alder, Birch x/u);
    assert.match(words, /an administrator can say which: <https:\/\/sophia\.example\/ledger\|the ledger> tells them/u);
    assert.doesNotMatch(words, /sophia calls/u, 'nobody in a channel has a terminal at hand');
  });

  test('of a call without findings says so', () => {
    const [message] = renderView(summary({ outcome: null, keyPoints: [], nextSteps: [], risks: [] }));
    assert.match(wordsOf(message?.blocks ?? []), /Nothing was found that stands on a quote/);
  });
});

describe('every kind of message', () => {
  const bad: QuoteView = {
    text: `${hostile}\n${hostile}`,
    speaker: hostile,
    address: 'javascript:alert(1)',
    turnAddress: 'data:x',
  };
  const point = { text: hostile, address: 'https://a.example/?q=<x>|y' };
  const deadLetter = { inboxId: 'inb_1', what: hostile, about: hostile, aboutAddress: 'javascript:x', cause: hostile };
  const dead = { day: '2026-09-14', count: 30, advice: hostile, address: 'javascript:x' };
  const views: readonly NotificationView[] = [
    approval(
      [
        change(1, {
          target: hostile,
          field: hostile,
          oldValue: hostile,
          newValue: hostile,
          quote: bad,
          note: hostile,
          reason: hostile,
          rule: hostile,
        }),
      ],
      { title: hostile, account: hostile },
    ),
    approval(
      [
        change(1, {
          state: 'rejected',
          problem: hostile,
          decisions: [{ by: hostile, decision: 'reject', reason: hostile, at: hostile }],
        }),
      ],
      { title: hostile },
    ),
    summary({
      title: hostile,
      account: hostile,
      deal: { name: hostile, address: null },
      people: [hostile],
      outcome: point,
      keyPoints: [point],
      nextSteps: [{ ...point, owner: hostile, due: '2026-09-18' }],
      risks: [{ ...point, severity: 'low' }],
    }),
    {
      kind: 'risk_warning',
      severity: 'high',
      warning: hostile,
      deal: hostile,
      dealAddress: null,
      explanation: hostile,
      quotes: [bad, bad, bad, bad],
      isCleared: false,
      clearedBecause: null,
    },
    {
      kind: 'commitment',
      commitmentId: 'com_1',
      text: hostile,
      owner: hostile,
      side: 'internal',
      due: '2026-09-14',
      isOverdue: true,
      account: hostile,
      call: point,
      quote: bad,
      state: 'open',
      settled: null,
    },
    {
      kind: 'commitment',
      commitmentId: 'com_2',
      text: hostile,
      owner: hostile,
      side: 'external',
      due: null,
      isOverdue: false,
      account: null,
      call: null,
      quote: bad,
      state: 'broken',
      settled: { because: hostile, quote: bad },
    },
    {
      ...contradiction,
      record: hostile,
      field: hostile,
      crmValue: hostile,
      crmSource: hostile,
      saidValue: hostile,
      quote: bad,
    },
    {
      kind: 'gap',
      title: hostile,
      externalId: '7120',
      reportAddress: null,
      sourceAddress: null,
      missing: 'stored',
      cause: hostile,
      detail: hostile,
      since: '2026-09-14T15:00:00Z',
      attempts: 3,
      nextAttemptAt: null,
      address: null,
    },
    {
      kind: 'drift',
      title: hostile,
      lines: [hostile, hostile],
      advice: hostile,
      foundAt: hostile,
      address: 'javascript:x',
    },
    { kind: 'dead_letters', source: hostile, letters: Array.from({ length: 20 }, () => deadLetter), ...dead },
    { ...digest, warnings: [point], gaps: [point] },
    {
      kind: 'deal_brief',
      deal: hostile,
      account: hostile,
      address: null,
      meetingAt: '2026-09-14T15:00:00Z',
      facts: [{ name: hostile, value: hostile, address: 'javascript:x' }],
      lastCalls: [point],
      openCommitments: [point],
      warnings: [point],
      contradictions: [point],
      waiting: [point],
    },
  ];

  for (const view of views) {
    test(`${view.kind} keeps what data says inert, and to the limits`, () => {
      const messages = renderView(view);
      assertWithinLimits(messages);
      assertInert(messages);
      assert.ok(!headlineOf(view).includes('<'));
    });
  }

  test('is readable where everything is missing', () => {
    const unknown = { deal: '', account: null, address: null, meetingAt: null };
    const lists = { facts: [], lastCalls: [], openCommitments: [], warnings: [], contradictions: [], waiting: [] };
    assertWithinLimits(renderView({ kind: 'deal_brief', ...unknown, ...lists }));
    assertWithinLimits(renderView({ ...digest, waiting: [] }));
    assertWithinLimits(renderView(approval([])));
    const none = { account: null, deal: null, date: null, durationMinutes: null, playerAddress: null };
    assertWithinLimits(renderView(summary({ ...none, people: [] })));
  });
});
