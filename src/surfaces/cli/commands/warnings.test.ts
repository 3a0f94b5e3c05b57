import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runCommand } from '#test/run-command';

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
});
