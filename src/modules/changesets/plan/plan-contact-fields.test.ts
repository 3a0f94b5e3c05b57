import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type AnalysisReport, AnalyzedCall, type DraftChange, type Findings, type Side } from '#contracts';
import { claimIn, plainReport, reportOf } from '#test/build-report';
import { planContactFields } from './plan-contact-fields.ts';
import type { PlanRecord } from './plan-input.ts';

const sam: PlanRecord = { objectType: 'contact', externalId: '301', properties: {}, name: 'Sam Ortiz', email: null };
const lena: PlanRecord = { ...sam, externalId: '302', name: 'Lena Hart' };
const deal: PlanRecord = { ...sam, objectType: 'deal', externalId: '501', name: 'Larkspur Hill' };

interface Said {
  readonly turns: readonly (readonly [speaker: string, side: Side, text: string])[];
  readonly find: (report: AnalysisReport) => Partial<Findings>;
}

function reportWith({ turns, find }: Said): AnalysisReport {
  const plain = plainReport(turns.map(([speaker, side, text]) => ({ speaker, side, text })));
  const { call, findings } = plain.result;
  return reportOf(call, { ...findings, ...find(plain) });
}

interface People {
  readonly contacts?: readonly PlanRecord[];
  /** Whom the deal has. */
  readonly tied?: readonly PlanRecord[];
}

function plan(report: AnalysisReport, { contacts = [sam], tied = [sam] }: People = {}): DraftChange[] {
  return planContactFields({
    report,
    call: { callId: 'call_1', externalId: null, url: null },
    deal: { deal, contacts: tied, pipeline: null, stage: null, definitions: [] },
    lead: null,
    contacts,
    owners: [],
    fields: {
      nextSteps: null,
      riskFactors: null,
      competitor: null,
      lastCallSentiment: 'last_call_sentiment',
      lastCallDate: 'last_call_date',
      lastCallSummary: 'last_call_summary',
    },
  });
}

function valueOf(drafts: readonly DraftChange[], property: string): string | undefined {
  const found = drafts.find(({ action }) => action.type === 'set_property' && action.property === property);
  return found?.action.type === 'set_property' ? found.action.value : undefined;
}

describe('the last call of a contact', () => {
  function mood(sentences: number): AnalysisReport {
    return reportWith({
      turns: [['Sam Ortiz', 'external', 'That sounds good.']],
      find: ({ result: { call } }) => ({
        brief: [{ ...claimIn(call, 'That sounds good.'), text: 'Sam likes it.' }],
        sentiment: {
          overall: { score: 0, label: 'neutral', sentences: 40 },
          sides: [
            { side: 'internal', score: 0.5, label: 'positive', sentences: 20, course: [], trend: null },
            { side: 'external', score: -0.4, label: 'negative', sentences, course: [], trend: null },
          ],
          course: [],
          turningPoints: [],
        },
      }),
    });
  }

  it('has the mood of the buyer, the day and what it was about', () => {
    const drafts = plan(mood(20));
    assert.equal(valueOf(drafts, 'last_call_sentiment'), 'negative');
    assert.equal(valueOf(drafts, 'last_call_date'), '2026-10-06');
    assert.equal(valueOf(drafts, 'last_call_summary'), 'Sam likes it.');
  });

  it('has no mood of somebody who did not speak, and their day unasked only where the deal has them', () => {
    function ofLena(tied: readonly PlanRecord[]): (string | number)[][] {
      return plan(mood(20), { contacts: [sam, lena], tied }).flatMap(({ target, action, confidence }) =>
        target?.externalId === '302' && action.type === 'set_property' ? [[action.property, confidence]] : [],
      );
    }
    assert.deepEqual(ofLena([sam]), [
      ['last_call_date', 0.4],
      ['last_call_summary', 0.4],
    ]);
    assert.deepEqual(ofLena([sam, lena]), [
      ['last_call_date', 0.6],
      ['last_call_summary', 0.6],
    ]);
  });

  it('has the mood of the side where a good part of what it said is theirs, and not after a word or two', () => {
    const { call, findings } = mood(20).result;
    function moodsWith(text: string): (string | undefined)[] {
      const lenas = { ...call.turns[0], turn: 1, speaker: 'Lena Hart', side: 'external', text };
      const both = reportOf({ ...call, turns: AnalyzedCall.shape.turns.parse([...call.turns, lenas]) }, findings);
      const drafts = plan(both, { contacts: [sam, lena] });
      return ['301', '302'].map((id) =>
        valueOf(
          drafts.filter(({ target }) => target?.externalId === id),
          'last_call_sentiment',
        ),
      );
    }
    assert.deepEqual(moodsWith('It is not.'), ['negative', 'negative']);
    assert.deepEqual(moodsWith('Hello.'), ['negative', undefined]);
  });

  it('says who says what in words of “I” and “we”', () => {
    const report = reportWith({
      turns: [
        ['Maya Okafor', 'internal', 'I can hold that price for you.'],
        ['Speaker 2', 'external', 'We need it in writing.'],
      ],
      find: ({ result: { call } }) => ({
        brief: [
          { ...claimIn(call, 'I can hold that price for you.'), text: 'I can hold that price for you.' },
          { ...claimIn(call, 'We need it in writing.'), text: 'We need it in writing.' },
          { ...claimIn(call, 'We need it in writing.'), text: 'Sam asked for a written offer.' },
        ],
      }),
    });
    assert.equal(
      valueOf(plan(report), 'last_call_summary'),
      "Maya Okafor: I can hold that price for you.\nThe buyer's side: We need it in writing.\nSam asked for a written offer.",
    );
  });

  it('has no mood where the buyer hardly spoke', () => {
    assert.equal(valueOf(plan(mood(2)), 'last_call_sentiment'), undefined);
  });
});
