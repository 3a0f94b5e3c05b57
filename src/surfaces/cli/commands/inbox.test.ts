import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runCommand } from '#test/run-command';

const problem = { code: 'vendor.refused', message: 'Expected success, found\n400.', action: 'See the log of HubSpot.' };
const event = {
  inboxId: 'inb_0123456789',
  source: 'hubspot',
  kind: 'deal.propertyChange',
  subject: '501',
  address: 'https://app.hubspot.example/contacts/1/record/0-3/501',
  state: 'dead',
  attempts: 3,
  occurredAt: '2026-11-20T11:00:00.000Z',
  receivedAt: '2026-11-20T11:00:05.000Z',
  settledAt: '2026-11-20T11:00:09.000Z',
  problem,
  payload: { objectType: 'deal', externalIds: ['501'], note: 'red \u001b[31m and \u202eturned\nround' },
};

describe('sophia inbox show', () => {
  it('shows a dead letter with its times, tries, cause, next step and what was sent, nothing of it hidden', async () => {
    const { code, output, asked } = await runCommand(['inbox', 'show', 'inb_0123'], event);
    assert.deepEqual([code, asked], [0, [['inbox.get', { inboxId: 'inb_0123' }]]]);
    assert.deepEqual(output.split('\n'), [
      'inb_0123456789: hubspot deal.propertyChange, dead',
      'About: 501',
      'Link: https://app.hubspot.example/contacts/1/record/0-3/501',
      'Happened: 2026-11-20 11:00 UTC',
      'Received: 2026-11-20 11:00 UTC',
      'Settled: 2026-11-20 11:00 UTC',
      'Tries: 3',
      'Cause: Expected success, found 400. (vendor.refused)',
      'Next: See the log of HubSpot. sophia inbox retry inb_0123456789 tries it again.',
      'Payload:',
      '{',
      '  "objectType": "deal",',
      '  "externalIds": [',
      '    "501"',
      '  ],',
      '  "note": "red \\u001b[31m and ⟨right-to-left override⟩turned\\nround"',
      '}',
      '',
    ]);
  });

  it('says of one that waits or is done that nothing is to be done', async () => {
    const open = { ...event, state: 'received', attempts: 0, settledAt: null, occurredAt: null, problem: null };
    const waiting = await runCommand(['inbox', 'show', 'inb_0123'], { ...open, payload: null });
    assert.match(waiting.output, /Happened: -\n.*\nSettled: -\nTries: 0\nNext: nothing; it is processed in its turn/u);
    assert.match(waiting.output, /Payload:\nnull\n$/u);
    const done = await runCommand(['inbox', 'show', 'inb_0123'], { ...event, state: 'done', problem: null });
    assert.match(done.output, /Tries: 3\nNext: nothing; it was processed\.\nPayload:/u);
  });

  it('is the whole answer as JSON where a program asks', async () => {
    const { output } = await runCommand(['inbox', 'show', 'inb_0123', '--format', 'json'], event);
    assert.deepEqual(JSON.parse(output), event);
  });
});
