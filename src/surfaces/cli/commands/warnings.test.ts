import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { runCommand } from '#test/run-command';

const folder = await mkdtemp(join(tmpdir(), 'sophia-limits-'));
after(() => rm(folder, { recursive: true, force: true }));

const warning = {
  warningId: 'wrn_1',
  recordId: 'rec_1',
  deal: 'Larkspur Hill',
  kind: 'champion_left',
  title: 'A contact has left',
  severity: 'high',
  explanation: 'Ana Ruiz, a contact of the deal, has left, as a call on 2026-11-03 told.',
  evidence: [
    { type: 'quote', callId: 'call_1', quote: "Ana isn't with us anymore.", speaker: 'Tom', turn: 4, startMs: null },
    { type: 'activity', kind: 'email', externalId: '7', at: '2026-11-04T10:00:00.000Z', direction: 'outgoing' },
    { type: 'change', property: 'closedate', value: '2026-12-01', at: '2026-11-05T10:00:00.000Z', source: 'person' },
  ],
  raisedAt: '2026-11-04T00:00:00.000Z',
  clearedAt: null,
  clearedBecause: null,
};

describe('sophia warnings', () => {
  it('lists those that stand, of a deal and a kind where they are named', async () => {
    const listed = await runCommand(['warnings', 'list', '--deal', 'Larkspur', '--kind', 'champion_left'], {
      warnings: [warning],
    });
    const input = { deal: 'Larkspur', kind: 'champion_left', standing: true, limit: 50 };
    assert.deepEqual([listed.code, listed.asked], [0, [['warnings.list', input]]]);
    assert.match(listed.output, /Larkspur Hill/u);
    assert.match(listed.output, /A contact has left/u);
  });

  it('says what an empty list means, and refuses a kind that is none', async () => {
    const empty = await runCommand(['warnings', 'list', '--all'], { warnings: [] });
    assert.match(`${empty.output}${empty.messages}`, /No warnings\. Open deals are looked at by the hour/u);
    const wrong = await runCommand(['warnings', 'list', '--kind', 'bored'], { warnings: [] });
    assert.deepEqual([wrong.code, wrong.asked], [2, []]);
    assert.match(wrong.messages, /Allowed choices are no_activity, /u);
  });

  it('shows one with each thing it stands on', async () => {
    const { code, output } = await runCommand(['warnings', 'show', 'wrn_1'], warning);
    assert.equal(code, 0);
    assert.match(output, /^A contact has left \(high\): Larkspur Hill {2}wrn_1$/mu);
    assert.match(output, /“Ana isn't with us anymore\.” \(Tom, turn 4 of call_1\)/u);
    assert.match(output, /2026-11-04: outgoing email 7/u);
    assert.match(output, /2026-11-05: closedate was set to 2026-12-01 \(person\)/u);
  });

  const difference = {
    recordId: 'rec_1',
    deal: 'Larkspur\u001b[2J Hill',
    kind: 'ghosted',
    title: 'The buyer does not answer',
    effect: 'raised',
    days: 4,
    firstDay: '2026-11-01',
    lastDay: '2026-11-04',
    today: true,
    before: null,
    after: 'high',
    explanation: 'Since the call on 2026-10-20 we have written once, and nobody has answered.',
    evidence: [warning.evidence[1]],
    because: 'Fewer than 2 e-mails followed the last call.',
  };
  const kind = { kind: 'ghosted', title: 'The buyer does not answer' };
  const trial = {
    replaces: '3fa9c1d2e4f5a6b7',
    days: 30,
    deals: 12,
    unread: 2,
    kinds: [{ ...kind, before: { deals: 1, today: 0 }, after: { deals: 2, today: 1 } }],
    unknownStages: ['nowhere'],
    differences: [difference],
    leftOut: 3,
  };

  it('tries the limits of a draft, and tells of each deal what differs, when and on what it stands', async () => {
    const file = join(folder, 'draft.json');
    const limits = { dealLimits: { nowhere: { quietDays: 3 } }, warningLimits: { ghosted: { days: 10, emails: 1 } } };
    await writeFile(file, JSON.stringify({ name: 'Ours', ...limits }));
    const { code, asked, output, messages } = await runCommand(['warnings', 'try', file, '--days', '30'], trial);
    assert.deepEqual([code, asked], [0, [['warnings.try', { ...limits, days: 30 }]]]);
    assert.match(output, /^12 deals looked at, today or in the 30 days before/u);
    assert.match(output, /The buyer does not answer: 1 → 2 \(today 0 → 1\)/u);
    assert.match(output, /Larkspur.* Hill: warned of, The buyer does not answer \(none → high\)/u);
    assert.match(output, /4 days from 2026-11-01 to 2026-11-04, also today/u);
    assert.match(output, /The limits in force: Fewer than 2 e-mails/u);
    assert.match(output, /2026-11-04: outgoing email 7/u);
    assert.match(output, /3 more differences, .* left out\.\s*$/u);
    assert.match(messages, /No pipeline of deals has a stage with the id nowhere/u);
    assert.match(messages, /sophia warnings publish FILE --replaces 3fa9c1d2e4f5$/mu);
    assert.match(messages, /The activities of 2 deals were not read from the CRM yet/u);
    assert.ok(!output.includes('\u001b'));
  });

  it('says where there is no history, and what is wrong with a draft, before it asks', async () => {
    const file = join(folder, 'empty.json');
    await writeFile(file, '{}');
    const none = { ...trial, deals: 0, unread: 0, unknownStages: [], differences: [], leftOut: 0 };
    assert.match((await runCommand(['warnings', 'try', file], none)).output, /there is no history to try it on/u);
    await writeFile(file, '{ "warningLimits": { "ghosted": { "days": "ten", "emails": 1 } } }');
    const wrong = await runCommand(['warnings', 'try', file], none);
    assert.deepEqual([wrong.code, wrong.asked], [2, []]);
    assert.match(wrong.messages, /warningLimits\.ghosted\.days/u);
    const missing = await runCommand(['warnings', 'try', join(folder, 'none.json')], none);
    assert.deepEqual(missing.asked, []);
    assert.match(missing.messages, /found no file to read/u);
  });

  it('publishes the limits of a draft, and no other field of it', async () => {
    const file = join(folder, 'published.json');
    const limits = { warningLimits: { nextStepWithinDays: 2 } };
    await writeFile(file, JSON.stringify({ name: 'Ours', ...limits }));
    const answer = { version: 'c'.repeat(64), settings: limits, inForce: [], history: [] };
    const { asked } = await runCommand(['warnings', 'publish', file, '--replaces', 'c'.repeat(12)], answer);
    assert.deepEqual(asked, [
      ['warnings.limits', {}],
      ['warnings.publish', { settings: { dealLimits: undefined, ...limits }, replaces: ['c'.repeat(64)] }],
    ]);
    const shown = await runCommand(['warnings', 'limits'], answer);
    assert.match(shown.messages, /What Sophia brings; nobody has published any/u);
  });
});
