import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ChatBlock } from '#contracts';
import type { ApprovalView, ChangeView, ContradictionView, QuoteView } from '../views.ts';
import { renderView } from './render-view.ts';

const quote: QuoteView = {
  text: 'That is a big jump from what we pay today.',
  speaker: 'Sam Ortiz',
  address: 'https://gong.example/call?id=1&t=62',
  turnAddress: null,
};

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

const asked: ChangeView = {
  changeId: 'chg_1',
  target: 'Larkspur Hill renewal',
  field: 'Amount',
  oldValue: '1200',
  newValue: '1450',
  isEditable: true,
  isUndoable: false,
  quote,
  note: null,
  confidence: 0.82,
  rule: 'amount-said-by-buyer',
  reason: 'Amounts always ask.',
  state: 'waiting',
  problem: null,
  decisions: [],
  deciders: null,
  undone: null,
  contradiction: null,
};

function cardOf(given: Partial<ChangeView>): string {
  const view: ApprovalView = {
    kind: 'approval_request',
    changeSetId: 'set_1',
    title: 'A call',
    account: null,
    reportAddress: null,
    changes: [{ ...asked, ...given }],
    expiresAt: null,
    dryRun: false,
  };
  return wordsOf(renderView(view)[0]?.blocks ?? []);
}

function wordsOf(blocks: readonly ChatBlock[]): string {
  return JSON.stringify(blocks);
}

describe('a contradiction', () => {
  test('quotes both sides and asks; settled, it says by whom', () => {
    const open = wordsOf(renderView(contradiction)[0]?.blocks ?? []);
    assert.match(open, /1,200\\nMaya Okafor on Aug 3/);
    assert.match(open, /1,450\\n> That is a big jump/);
    assert.match(open, /contradiction\.crm_right.*contradiction\.call_right/);
    const settled = wordsOf(
      renderView({ ...contradiction, state: 'call_right', resolvedBy: 'Sam Ito' })[0]?.blocks ?? [],
    );
    assert.match(settled, /\*The call is right\* · Sam Ito/);
    assert.ok(!settled.includes('"button"'));
    const cleared = { ...contradiction, state: 'cleared', resolvedBecause: 'The CRM and the call agree now.' } as const;
    assert.match(wordsOf(renderView(cleared)[0]?.blocks ?? []), /\*No longer so\* · The CRM and the call agree now\./);
  });

  test('is named by the card that asks for the field', () => {
    const named = 'Contradiction: the CRM has 1,200, the call says 1,450.';
    assert.match(cardOf({ contradiction: named }), /⚠ Contradiction: the CRM has 1,200, the call says 1,450\./);
    assert.ok(!cardOf({}).includes('Contradiction'));
  });
});
