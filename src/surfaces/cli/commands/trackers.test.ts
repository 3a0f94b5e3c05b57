import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TrackerFilter } from '#contracts';
import { runCommand } from '#test/run-command';

const everyCall: TrackerFilter = {
  since: null,
  until: null,
  account: null,
  deal: null,
  stage: null,
  owner: null,
  team: null,
  source: null,
  minMinutes: null,
};
const filter: TrackerFilter = {
  ...everyCall,
  account: { recordId: 'rec_1', name: 'Alder\u202e Point' },
  deal: { recordId: null, name: null },
  stage: { ids: ['s1'], label: 'Discovery' },
  since: '2026-09-01',
  minMinutes: 5,
};
const saved = { createdAt: '2026-09-14T10:00:00.000Z' };
const answer = {
  trackers: [
    {
      ...saved,
      trackerId: 'trk_1',
      name: 'Discounts',
      definition: {
        name: 'Discounts',
        kind: 'keyword',
        phrases: ['discount', 'rebate'],
        side: null,
        filter: everyCall,
      },
    },
    {
      ...saved,
      trackerId: 'trk_2',
      name: 'Budget',
      definition: { name: 'Budget', kind: 'question', question: 'Is it frozen?', side: 'external', filter },
    },
  ],
};

describe('sophia trackers list', () => {
  it('shows the name of each, what it looks for, on which side and in which calls', async () => {
    const { code, output } = await runCommand(['trackers', 'list'], answer);
    assert.equal(code, 0);
    assert.match(output, /^Tracker\s+Looks for/);
    assert.match(output, /\nDiscounts\s+discount, rebate\s+keyword\s+both\s+all calls\n/);
    assert.match(output, /\nBudget\s+Is it frozen\?\s+question\s+external\s+since 2026-09-01, account/);
  });

  it('gives the same as JSON', async () => {
    const { output } = await runCommand(['trackers', 'list', '--format', 'json'], answer);
    assert.deepEqual(JSON.parse(output), answer);
  });

  it('says how to add one where there is none', async () => {
    const { messages } = await runCommand(['trackers', 'list'], { trackers: [] });
    assert.match(messages, /No trackers yet\. Add one with: sophia trackers add/);
  });
});

describe('sophia trackers show', () => {
  it('shows all of one, by its name whatever the case', async () => {
    const { code, output } = await runCommand(['trackers', 'show', 'budget'], answer);
    assert.equal(code, 0);
    const calls =
      'since 2026-09-01, account Alder⟨right-to-left override⟩ Point, deal that you do not see, stage Discovery, 5 min or more';
    const lines = ['Budget (question, trk_2)', 'Looks for: Is it frozen?', 'Side: external', `For: ${calls}`];
    assert.equal(output, `${[...lines, 'Saved: 2026-09-14 10:00 UTC'].join('\n')}\n`);
    const json = await runCommand(['trackers', 'show', 'Budget', '--format', 'json'], answer);
    assert.deepEqual(JSON.parse(json.output), answer.trackers[1]);
  });

  it('names those that there are where none is called so', async () => {
    const { code, messages } = await runCommand(['trackers', 'show', 'Nothing'], answer);
    assert.match(messages, /Expected a tracker called "Nothing", found Discounts, Budget\./);
    assert.notEqual(code, 0);
  });
});

describe('a filter', () => {
  const words = ['Redlines', '--keywords', 'redline', '--stage', 'Negotiation', '--team', 'Sales', '--source', 'gong'];
  const given = { ...everyCall, stage: 'Negotiation', team: 'Sales', source: 'gong' };

  it('is handed on as it was written', async () => {
    const { asked } = await runCommand(['trackers', 'add', ...words], { replaced: false });
    assert.deepEqual(Object(asked[0])[1].filter, given);
    const days = ['--since', '2026-09-01', '--until', '2026-09-30', '--min-minutes', '5'];
    const more = [...days, '--account', 'Alder', '--deal', 'Renewal', '--owner', 'maya@tidewater.example'];
    const whole = await runCommand(['trackers', 'add', ...words, ...more], { replaced: true });
    assert.deepEqual(Object(whole.asked[0])[1].filter, {
      ...given,
      since: '2026-09-01',
      until: '2026-09-30',
      minMinutes: 5,
      account: 'Alder',
      deal: 'Renewal',
      owner: 'maya@tidewater.example',
    });
  });

  it('stands in a preview with how many calls it has left out', async () => {
    const preview = {
      name: 'Redlines',
      filter,
      ran: true,
      calls: 1,
      filteredOut: 41,
      callsWithHits: 0,
      hits: 0,
      costMicroUsd: 0,
      perCall: [{ callId: 'call_1', title: 'Larkspur', hits: [] }],
    };
    const { output, messages } = await runCommand(['trackers', 'preview', ...words], preview);
    assert.match(output, /Redlines: 0 hits in 0 of 1 calls, cost 0\.0000 USD\.\n\nWithout a hit: Larkspur/);
    assert.match(messages, /For since 2026-09-01, .*: 41 other calls were left out\./);
  });
});

it('a tracker that is not defined gets a sentence that names the option and what was found', async () => {
  const cases: [string[], RegExp][] = [
    [['add', 'Discounts'], /Expected --keywords or --question, found neither\./],
    [
      ['add', 'Discounts', '--keywords', 'a', '--question', 'b?'],
      /Expected either --keywords or --question, found both\./,
    ],
    [['preview', 'Discounts', '--keywords', ',,'], /Expected phrases separated by commas for --keywords, found “,,”\./],
    [['add', 'Discounts', '--question', ' '], /Expected a question for --question, found “ ”\./],
  ];
  for (const [words, message] of cases) {
    const { code, asked, messages } = await runCommand(['trackers', ...words], {});
    assert.match(messages, message);
    assert.deepEqual([code === 0, asked], [false, []]);
  }
});
