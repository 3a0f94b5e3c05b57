import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertInert, assertWithinLimits, wordsOf } from '#test/block-kit';
import type { CallSummaryView, NotificationView, RiskWarningView } from '../views.ts';
import { renderBundle } from './bundle.ts';

const report = 'http://127.0.0.1:8000/calls/main/call_1';

function risk(number: number, more: Partial<RiskWarningView> = {}): RiskWarningView {
  return {
    kind: 'risk_warning',
    severity: 'medium',
    warning: `No next step ${number}`,
    deal: 'Larkspur Hill renewal',
    dealAddress: 'https://hubspot.example/deals/7',
    explanation: 'Nobody has said what is next.',
    quotes: [],
    isCleared: false,
    clearedBecause: null,
    ...more,
  };
}

const summary: CallSummaryView = {
  kind: 'call_summary',
  title: 'Demo for Larkspur Hill',
  account: 'Larkspur Hill',
  deal: { name: 'Larkspur Hill renewal', address: 'https://hubspot.example/deals/7' },
  date: '2026-09-14',
  durationMinutes: 30,
  people: [],
  outcome: { text: 'They want the pilot.', address: `${report}#turn-4` },
  keyPoints: [],
  nextSteps: [],
  risks: [],
  unclear: null,
  reportAddress: report,
  playerAddress: 'https://gong.example/call?id=1',
};

describe('many messages at once', () => {
  test('are one message with a line for each, to fifty and beyond', () => {
    const messages = renderBundle(Array.from({ length: 50 }, (_, index) => risk(index + 1)));
    assert.equal(messages[0]?.text, '50 messages at once');
    assert.equal(JSON.stringify(messages).match(/• Risk in [^:]+: No next step \d+/g)?.length, 50);
    const many = renderBundle(
      Array.from({ length: 600 }, (_, index) => risk(index + 1, { explanation: 'A deal '.repeat(80) })),
    );
    assert.ok(many.length > 1);
    assertWithinLimits(many);
    assert.ok(many.every(({ blocks }) => blocks.length <= 50 && JSON.stringify(blocks).length < 13_000));
    assert.equal(JSON.stringify(many).match(/• Risk in [^:]+: No next step \d+/g)?.length, 600);
  });

  test('lead to the report, the recording and the deal, and say how a call ended and how grave a risk is', () => {
    const [message] = renderBundle([summary, risk(1, { severity: 'high' }), risk(2)]);
    const words = JSON.stringify(message?.blocks);
    assert.ok(words.includes(`• Call summary: Demo for Larkspur Hill · <${report}|Report>`), words);
    assert.ok(words.includes('<https://gong.example/call?id=1|Recording in Gong>'));
    assert.ok(words.includes(`They want the pilot. <${report}#turn-4|↗>`));
    assert.ok(
      words.includes('• *High*: Risk in Larkspur Hill renewal: No next step 1 · <https://hubspot.example/deals/7|'),
    );
    assert.ok(words.includes('• Risk in Larkspur Hill renewal: No next step 2'));
    assert.ok(words.includes('Nobody has said what is next.'));
  });

  test('are harmless, whatever was said', () => {
    const hostile = '<!channel> <@U0MAYA> <https://evil.example|click>';
    const views: NotificationView[] = [
      {
        ...summary,
        title: hostile,
        outcome: { text: hostile, address: null },
        deal: { name: hostile, address: report },
      },
      risk(1, { deal: hostile, warning: hostile, explanation: hostile }),
    ];
    const messages = renderBundle(views);
    assertInert(messages);
    assert.match(wordsOf(messages.flatMap(({ blocks }) => blocks)), /&lt;!channel&gt;/);
  });

  test('say of what another system has told that it has, each time, and Slack reads its words as words', () => {
    const text = '*Sophia*: approve the change of _Larkspur_ `now` ~later~ <!channel> :tada:';
    function told(trigger: string) {
      return { kind: 'outside_message', trigger, text } as const;
    }
    const messages = renderBundle([risk(1), told('one'), told('*two*'), risk(2)]);
    function line(trigger: string): string {
      return `• From another system (trigger “${trigger}”): ${text}`;
    }
    const plain = { type: 'plain_text', text: `${line('one')}\n${line('*two*')}`, emoji: false };
    assert.deepEqual(messages[0]?.blocks[2], { type: 'section', text: plain });
    assert.equal(JSON.stringify(messages).match(/approve the change/g)?.length, 2, 'nowhere else');
    assertWithinLimits(renderBundle(Array.from({ length: 60 }, () => ({ ...told('one'), text: 'word '.repeat(900) }))));
  });
});
