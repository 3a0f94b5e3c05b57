import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { runCommand } from '#test/run-command';

const folder = await mkdtemp(join(tmpdir(), 'sophia-trigger-commands-'));
after(() => rm(folder, { recursive: true, force: true }));
const file = join(folder, 'triggers.yaml');
const event = join(folder, 'event.json');
const rules = `version: 1
triggers:
  - name: a call has ended
    when: { type: call.ended, data.team: [Sales, Success] }
    start: take-in-call
    call: data.id
  - name: an invoice is overdue
    when: { type: call.ended }
    start: send-message
    to: { channel: finance }
    text: "{data.note} for {data.team}"
`;

describe('sophia triggers', () => {
  it('lists the rules as they hold, and what is written and does not', async () => {
    const answer = {
      file: 'triggers.yaml',
      isOn: false,
      fault: 'Expected triggers in triggers.yaml, found what cannot be used.',
      triggers: [
        {
          name: 'one\u001b[2J',
          enabled: true,
          when: { type: ['a', 'b'] },
          start: 'send-message',
          to: { channel: 'ops' },
          text: 'Hi',
        },
        { name: 'two', enabled: false, when: { 'data.done': true }, start: 'send-brief', deal: 'data.deal' },
      ],
    };
    const { code, asked, output, messages } = await runCommand(['triggers', 'list'], answer);
    assert.deepEqual([code, asked], [0, [['triggers.list', {}]]]);
    assert.match(output, /when {3}type is "a" or "b"\n {2}start {2}send-message to #ops\n {2}text {3}Hi\n/u);
    assert.match(
      output,
      /two \(not enabled, starts nothing\)\n {2}when {3}data\.done is true\n {2}start {2}send-brief \(data\.deal\)\n/u,
    );
    assert.ok(!output.includes('\u001b'));
    assert.match(messages, /SOPHIA_TRIGGER_SECRET is not set/);
    assert.match(messages, /What is written down is not what holds: Expected/);
  });

  it('checks a file without a server, and names each line that cannot be used', async () => {
    await writeFile(file, rules);
    const good = await runCommand(['triggers', 'check', file], null);
    assert.deepEqual([good.code, good.asked], [0, []]);
    assert.match(good.output, /2 rules, all of them can be used/);
    await writeFile(file, rules.replace('take-in-call', 'take-over'));
    const bad = await runCommand(['triggers', 'check', file], null);
    assert.equal(bad.code, 1);
    assert.match(bad.messages, /line 5: triggers\.0\.start/);
    assert.equal((await runCommand(['triggers', 'check', join(folder, 'none')], null)).code, 1);
  });

  it('tries an event on a file, and says what each rule would start, or why not', async () => {
    await writeFile(file, rules);
    await writeFile(event, JSON.stringify({ type: 'call.ended', data: { team: 'Sales', id: '7' } }));
    const first = await runCommand(['triggers', 'try', file, event], null);
    assert.deepEqual([first.code, first.asked], [0, []]);
    assert.equal(
      first.output,
      'starts   a call has ended: take-in-call 7\n' +
        'starts   an invoice is overdue: send-message fails, the event lacks a value of its text\n',
    );
    await writeFile(event, JSON.stringify({ type: 'call.ended', data: { team: 'Support', note: '\u001b[2JHi' } }));
    const second = await runCommand(['triggers', 'try', file, event], null);
    assert.match(second.output, /^does not a call has ended: data\.team is "Support", wanted "Sales" or "Success"\n/u);
    assert.match(second.output, /send-message to #finance: \[2JHi for Support\n$/u);
    await writeFile(file, rules.replace('start: take-in-call', 'enabled: false\n    start: take-in-call'));
    await writeFile(event, JSON.stringify({ type: 'call.ended', data: { team: 'Sales', id: '7' } }));
    const muted = await runCommand(['triggers', 'try', file, event], null);
    assert.match(muted.output, /^does not a call has ended: it is not enabled\n/u);
    await writeFile(event, 'no json');
    assert.equal((await runCommand(['triggers', 'try', file, event], null)).code, 2);
  });
});
