import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type AnalysisReport, type CrmPropertyDefinition, DraftChange, type Findings, type Side } from '#contracts';
import { claimIn, plainReport, reportOf } from '#test/build-report';
import { planCallChanges } from '../index.ts';
import type { PlanDeal, PlanInput, PlanRecord } from './plan-input.ts';

interface Said {
  readonly turns: readonly (readonly [speaker: string, side: Side, text: string])[];
  readonly find?: (report: AnalysisReport) => Partial<Findings>;
}

/** A report of these turns, with what a test says was found in them. */
function reportWith({ turns, find = () => ({}) }: Said): AnalysisReport {
  const plain = plainReport(turns.map(([speaker, side, text]) => ({ speaker, side, text })));
  const { call, findings } = plain.result;
  return reportOf(call, { ...findings, ...find(plain) });
}

const sam: PlanRecord = {
  objectType: 'contact',
  externalId: '301',
  properties: {},
  name: 'Sam Ortiz',
  email: 'sam@larkspur.example',
};

const stages = ['Discovery', 'Demo', 'Proposal sent', 'Contract review', 'Closed won', 'Closed lost'].map(
  (label, position) => ({
    externalId: `s${position}`,
    label,
    position,
    isClosed: position > 3,
    isWon: position === 4,
    probability: null,
  }),
);

function dealWith(
  given: {
    stage?: number;
    properties?: PlanRecord['properties'];
    definitions?: CrmPropertyDefinition[];
    contacts?: PlanRecord[];
  } = {},
): PlanDeal {
  const { stage = 1, properties = {}, definitions = [], contacts = [sam] } = given;
  return {
    deal: {
      objectType: 'deal',
      externalId: '501',
      properties: { dealstage: `s${stage}`, ...properties },
      name: 'Larkspur Hill',
      email: null,
    },
    contacts,
    pipeline: { externalId: 'p', label: 'Sales', stages },
    stage: stages[stage] ?? null,
    definitions,
  };
}

function plan(report: AnalysisReport, given: Partial<PlanInput> = {}): DraftChange[] {
  const drafts = planCallChanges({
    report,
    call: { callId: 'call_1', externalId: '77', url: 'https://calls.example/77?a=1&b=2' },
    deal: dealWith(),
    lead: null,
    contacts: [sam],
    owners: [
      { externalId: '11', userId: '71', email: 'maya@tidewater.example', name: 'Maya Okafor', active: true, teams: [] },
      { externalId: '12', userId: '72', email: null, name: 'Ben Ruiz', active: false, teams: [] },
    ],
    fields: {
      nextSteps: 'next_steps',
      riskFactors: 'risk_factors',
      competitor: null,
      lastCallSentiment: 'last_call_sentiment',
      lastCallDate: 'last_call_date',
      lastCallSummary: 'last_call_summary',
    },
    ...given,
  });
  for (const draft of drafts) DraftChange.parse(draft);
  return drafts;
}

function valueOf(drafts: readonly DraftChange[], property: string): string | undefined {
  const found = drafts.find(({ action }) => action.type === 'set_property' && action.property === property);
  return found?.action.type === 'set_property' ? found.action.value : undefined;
}

function activitiesIn(drafts: readonly DraftChange[], objectType: string): Record<string, string>[] {
  return drafts.flatMap(({ action }) =>
    action.type === 'create_activity' && action.objectType === objectType ? [action.properties] : [],
  );
}

const promises = reportWith({
  turns: [
    ['Maya Okafor', 'internal', 'I will send you the contract by Friday.'],
    ['Ben Ruiz', 'internal', 'I will look into <b>the import</b> & tell you.'],
    ['Sam Ortiz', 'external', 'I will show it to our board.'],
  ],
  find: ({ result: { call } }) => ({
    commitments: [
      {
        ...claimIn(call, 'I will send you the contract by Friday'),
        owner: 'Maya Okafor',
        ownerSide: 'internal',
        text: 'Send you the contract',
        due: { text: 'by Friday', date: '2026-10-09' },
      },
      {
        ...claimIn(call, 'I will look into <b>the import</b> & tell you'),
        owner: 'Ben Ruiz',
        ownerSide: 'internal',
        text: 'Look into <b>the import</b> & tell you',
        due: null,
      },
      {
        ...claimIn(call, 'I will show it to our board'),
        owner: 'Sam Ortiz',
        ownerSide: 'external',
        text: 'Show it to our board',
        due: { text: 'soon', date: null },
      },
    ],
  }),
});

describe('what was promised', () => {
  it('becomes the next steps of the deal, of both sides, with owner and day', () => {
    const drafts = plan(promises);
    assert.equal(
      valueOf(drafts, 'next_steps'),
      'Maya Okafor: Send you the contract (by 2026-10-09)\nBen Ruiz: Look into <b>the import</b> & tell you\nSam Ortiz: Show it to our board (soon)',
    );
    assert.equal(drafts[0]?.evidence.length, 3);
    assert.equal(drafts[0]?.evidence[0]?.evidence?.quote, 'I will send you the contract by Friday');
  });

  it('by us becomes a task each, for its owner in the CRM, else for nobody with a note that says so', () => {
    const tasks = activitiesIn(plan(promises), 'task');
    assert.deepEqual(
      tasks.map((task) => [task['hs_task_subject'], task['hs_timestamp'], task['hubspot_owner_id']]),
      [
        ['Maya Okafor promised Sam Ortiz (Larkspur Hill): Send you the contract', '2026-10-09T17:00:00.000Z', '11'],
        [
          'Ben Ruiz promised Sam Ortiz (Larkspur Hill): Look into <b>the import</b> & tell you',
          '2026-10-09T00:00:00.000Z',
          undefined,
        ],
      ],
    );
    assert.match(tasks[1]?.['hs_task_body'] ?? '', /Nobody in the CRM could be told for Ben Ruiz/);
    assert.match(tasks[1]?.['hs_task_body'] ?? '', /No day was said; due 3 days after the call/);
    assert.match(tasks[1]?.['hs_task_body'] ?? '', /&lt;b&gt;the import&lt;\/b&gt; &amp; tell you/);
  });

  it('goes into the field that the portal has for it, or into none', () => {
    const fields = {
      nextSteps: 'hs_next_step',
      riskFactors: null,
      competitor: null,
      lastCallSentiment: null,
      lastCallDate: null,
      lastCallSummary: null,
    };
    assert.ok(valueOf(plan(promises, { fields }), 'hs_next_step') !== undefined);
    assert.equal(valueOf(plan(promises, { fields: { ...fields, nextSteps: null } }), 'hs_next_step'), undefined);
  });
});

describe('the activity of a call', () => {
  it('is one, on the deal and on who took part, with link, and holds no markup of others', () => {
    const calls = plan(promises).filter(
      ({ action }) => action.type === 'create_activity' && action.objectType === 'call',
    );
    assert.equal(calls.length, 1);
    const [draft] = calls;
    assert.ok(draft?.action.type === 'create_activity');
    assert.deepEqual(draft.action.associatedWith, [
      { objectType: 'deal', externalId: '501' },
      { objectType: 'contact', externalId: '301' },
    ]);
    const body = draft.action.properties['hs_call_body'] ?? '';
    assert.match(body, /<a href="https:\/\/calls\.example\/77\?a=1&amp;b=2">Listen to the call<\/a>/);
    assert.match(body, /Ben Ruiz: Look into &lt;b&gt;the import&lt;\/b&gt; &amp; tell you/);
    assert.doesNotMatch(body, /<b>the import/);
  });

  it('that is too long for one goes into numbered parts, each of its own rule, with nothing cut off', () => {
    const words = Array.from({ length: 12_000 }, (_none, count) => `w${count}`).join(' ');
    const report = reportWith({
      turns: [['Sam Ortiz', 'external', words]],
      find: ({ result: { call } }) => ({ keyPoints: [{ ...claimIn(call, 'w1 w2'), text: words }] }),
    });
    const drafts = plan(report).filter(({ action }) => action.type === 'create_activity');
    assert.deepEqual(
      drafts.map(({ rule }) => rule),
      ['call-activity', 'call-activity-part-2'],
    );
    assert.match(
      drafts[1]?.action.type === 'create_activity' ? (drafts[1].action.properties['hs_call_title'] ?? '') : '',
      /\(2 of 2\)/,
    );
    const text = activitiesIn(drafts, 'call')
      .map((call) => call['hs_call_body'] ?? '')
      .join(' ');
    assert.deepEqual(text.match(/\bw\d+\b/g)?.length, 12_000);
  });

  it('stands on the contact alone where there is no deal, and nowhere where nobody is known', () => {
    const alone = plan(promises, { deal: null });
    assert.deepEqual(
      alone.filter(({ action }) => action.type === 'create_activity').map(({ target }) => target?.objectType),
      ['contact', 'contact', 'contact'],
    );
    assert.deepEqual(plan(promises, { deal: null, contacts: [] }), []);
  });

  it('and its tasks stand on the lead with the contact where there is no deal', () => {
    const lead = { ...sam, objectType: 'lead', externalId: '901' } as const;
    const associatedWith = [lead, sam].map(({ objectType, externalId }) => ({ objectType, externalId }));
    const drafts = plan(promises, { deal: null, lead }).filter(({ action }) => action.type === 'create_activity');
    assert.ok(drafts.length > 1);
    for (const draft of drafts) assert.partialDeepStrictEqual(draft.action, { associatedWith });
    assert.ok(plan(promises, { lead }).every(({ target }) => target?.objectType !== 'lead'));
  });

  it('takes no address for a link that is none of the web', () => {
    const drafts = plan(promises, { call: { callId: 'call_1', externalId: null, url: 'javascript:alert(1)' } });
    assert.doesNotMatch(activitiesIn(drafts, 'call')[0]?.['hs_call_body'] ?? '', /href/);
  });
});

describe('the last call of a contact', () => {
  it('is not overwritten by an older call, and neither is the deal', () => {
    const later = { ...sam, properties: { last_call_date: '2026-10-20' } };
    const drafts = plan(promises, { contacts: [later], deal: dealWith({ contacts: [later] }) });
    assert.deepEqual(
      drafts.flatMap(({ action }) => (action.type === 'set_property' ? [action.property] : [])),
      [],
    );
    assert.equal(activitiesIn(drafts, 'call').length, 1);
  });
});

describe('a stage', () => {
  function assessed(value: Findings['stage']['value'], confidence = 0.8): AnalysisReport {
    return reportWith({
      turns: [['Sam Ortiz', 'external', 'Send us the redlines.']],
      find: ({ result: { call } }) => ({
        stage: { value, confidence, evidence: [claimIn(call, 'Send us the redlines.')] },
      }),
    });
  }

  it("is proposed where the deal's own pipeline has one such stage further on", () => {
    assert.equal(valueOf(plan(assessed('negotiation')), 'dealstage'), 's3');
    assert.equal(valueOf(plan(assessed('closed_lost')), 'dealstage'), 's5');
    assert.equal(valueOf(plan(assessed('closed_won')), 'dealstage'), 's4');
  });

  it('is not proposed where that is unsure, unknown, a step back, of a closed deal, or of no pipeline', () => {
    for (const [report, deal] of [
      [assessed('negotiation', 0.6), dealWith()],
      [assessed('unknown'), dealWith()],
      [assessed('discovery'), dealWith()],
      [assessed('evaluation'), dealWith()],
      [assessed('renewal'), dealWith()],
      [assessed('negotiation'), dealWith({ stage: 5 })],
      [assessed('negotiation'), { ...dealWith(), pipeline: null }],
    ] as const) {
      assert.equal(valueOf(plan(report, { deal }), 'dealstage'), undefined);
    }
  });
});

describe('a close date and an amount', () => {
  function said(text: string, quote: string): AnalysisReport {
    return saidBy({ text, quote, side: 'external' });
  }

  function saidBy({ text, quote, side }: { text: string; quote: string; side: Side }): AnalysisReport {
    return reportWith({
      turns: [['Sam Ortiz', side, `Well. ${text} Right?`]],
      find: ({ result: { call, findings } }) => ({
        mentions: {
          ...findings.mentions,
          dates: [{ ...claimIn(call, quote), date: '2026-10-30', endDate: null }],
          amounts: [{ ...claimIn(call, quote), minorUnits: 4_860_000, currency: 'USD' }],
        },
      }),
    });
  }

  it('are proposed where the buyer says them plainly and the CRM has others', () => {
    assert.equal(valueOf(plan(said('We will sign on October 30th.', 'October 30th')), 'closedate'), '2026-10-30');
    assert.equal(valueOf(plan(said('We agreed on $48,600 in total.', '$48,600')), 'amount'), '48600');
  });

  it('are left alone where the CRM has them, or where they are not of the deal, not of the buyer or not sure', () => {
    const same = dealWith({ properties: { closedate: '2026-10-30T00:00:00Z', amount: '48600.00' } });
    assert.equal(
      valueOf(plan(said('We will sign on October 30th.', 'October 30th'), { deal: same }), 'closedate'),
      undefined,
    );
    assert.equal(valueOf(plan(said('We agreed on $48,600 in total.', '$48,600'), { deal: same }), 'amount'), undefined);
    for (const [text, quote] of [
      ["We won't sign on October 30th.", 'October 30th'],
      ['We might sign on October 30th.', 'October 30th'],
      ['The fair is on October 30th.', 'October 30th'],
      ['We cannot do $48,600 in total.', '$48,600'],
      ['We pay $48,600 in total today.', '$48,600'],
      ['It is $48,600 per unit in total.', '$48,600'],
      ['The other one is $48,600.', '$48,600'],
    ] as const) {
      const drafts = plan(said(text, quote));
      assert.deepEqual([valueOf(drafts, 'closedate'), valueOf(drafts, 'amount')], [undefined, undefined], text);
    }
    assert.equal(
      valueOf(
        plan(saidBy({ text: 'We will sign on October 30th.', quote: 'October 30th', side: 'internal' })),
        'closedate',
      ),
      undefined,
    );
  });
});

describe('a competitor, a risk and a contact', () => {
  const report = reportWith({
    turns: [['Sam Ortiz', 'external', 'Domus One came in lower and our board is nervous.']],
    find: ({ result: { call, findings } }) => ({
      risks: [{ ...claimIn(call, 'our board is nervous'), kind: 'delay', severity: 'high' }],
      mentions: {
        ...findings.mentions,
        competitors: [{ name: 'Domus One', count: 1, sufficient: false, mentions: [claimIn(call, 'Domus One')] }],
      },
    }),
  });
  const list: CrmPropertyDefinition = {
    objectType: 'deal',
    name: 'competitor',
    label: 'Competitor',
    type: 'enumeration',
    fieldType: 'select',
    options: [{ value: 'domus_1', label: 'Domus One' }],
    readOnly: false,
    isMoney: false,
  };

  it('go where the portal has a place for them', () => {
    assert.equal(valueOf(plan(report), 'competitor'), undefined);
    assert.equal(valueOf(plan(report, { deal: dealWith({ definitions: [list] }) }), 'competitor'), 'domus_1');
    const free = { ...list, type: 'string', fieldType: 'text', options: [] } as const;
    const open = { ...free, options: [] };
    assert.equal(valueOf(plan(report, { deal: dealWith({ definitions: [open] }) }), 'competitor'), 'Domus One');
    assert.equal(valueOf(plan(report), 'risk_factors'), 'delay (high): "our board is nervous" (Sam Ortiz)');
    const kinds: CrmPropertyDefinition = { ...list, name: 'risk_factors', fieldType: 'checkbox', options: [] };
    assert.equal(valueOf(plan(report, { deal: dealWith({ definitions: [kinds] }) }), 'risk_factors'), 'delay');
  });

  it('are tied to the deal where they took part and are not yet', () => {
    const lena: PlanRecord = { ...sam, externalId: '302', name: 'Lena Hart', email: null };
    const ties = plan(report, { contacts: [sam, lena] }).filter(({ action }) => action.type === 'associate');
    assert.deepEqual(
      ties.map(({ target, action }) => [target?.externalId, action.type === 'associate' ? action.to.externalId : null]),
      [['501', '302']],
    );
  });
});
