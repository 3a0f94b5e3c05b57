import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { createMemoryLog } from '#platform/log';
import { matchTriggers, openTriggerFile, readOutsideEvent, readTriggers, tryTriggers } from './index.ts';

const secret = `whsec_${Buffer.from('a secret of thirty-two bytes, so').toString('base64')}`;
const now = new Date('2026-09-14T15:00:00Z');
const text = `
version: 1
triggers:
  - name: a call of sales has ended
    when:
      type: call.ended
      data.team: [Sales, Success]
      data.recorded: true
    start: take-in-call
    call: data.call.id
  - name: the import is done
    when: { type: import.done }
    start: sync-crm
`;
const call = { id: '7782342274025937895' };

function read(lines: string) {
  return readTriggers({ text: lines, name: 'triggers.yaml' });
}

describe('a file of triggers', () => {
  it('is refused with each line that cannot be used, and what may stand there', () => {
    const faults: readonly [string, RegExp][] = [
      ['version: 2\ntriggers: []\n', /line 1: version: /],
      [text.replace('import.done }', 'import.done'), /line 1[23]: /],
      [text.replace('start: sync-crm', 'start: delete-all'), /line 13: triggers\.1\.start: /],
      [text.replace('    call: data.call.id\n', ''), /line 4: triggers\.0\.call: /],
      [text.replace('call: data.call.id', 'call: data..id'), /line 10: triggers\.0\.call: Expected a path such as/],
      [text.replace('{ type: import.done }', '{}'), /line 12: triggers\.1\.when: Expected at least one field/],
      [text.replace('start: sync-crm', 'start: sync-crm\n    shell: ls'), /Unrecognized key: "shell"/],
      [text.replace('{ type: import.done }', '&a { type: import.done }').concat('again: *a\n'), /lias/],
    ];
    for (const [lines, message] of faults) {
      assert.throws(() => read(lines), { code: 'triggers.invalid', message }, lines);
    }
    assert.equal(read(text).length, 2);
  });
});

describe('what an event from outside starts', () => {
  function startsOf(event: unknown) {
    return matchTriggers({ triggers: read(text), event });
  }

  it('is what each rule says all of whose fields it has', () => {
    const data = { team: 'Success', recorded: true, call };
    const trigger = 'a call of sales has ended';
    assert.deepEqual(startsOf({ type: 'call.ended', data }), [{ trigger, start: 'take-in-call', call: call.id }]);
    assert.deepEqual(startsOf({ type: 'import.done' }), [
      { trigger: 'the import is done', start: 'sync-crm', call: null },
    ]);
    for (const other of [{ team: 'Support' }, { recorded: 'true' }, { recorded: false }, { team: undefined }]) {
      assert.deepEqual(startsOf({ type: 'call.ended', data: { ...data, ...other } }), []);
    }
    for (const event of [{ type: 'call.started', data }, { data }, null, 'import.done', []]) {
      assert.deepEqual(startsOf(event), []);
    }
  });

  it('is nothing by a rule that is not enabled, whatever its fields are', () => {
    const rules = read(text.replace('    start: sync-crm', '    enabled: false\n    start: sync-crm'));
    assert.deepEqual(
      rules.map(({ enabled }) => enabled),
      [true, false],
    );
    assert.deepEqual(matchTriggers({ triggers: rules, event: { type: 'import.done' } }), []);
    const [, muted] = tryTriggers({ triggers: rules, event: { type: 'import.done' } });
    assert.deepEqual(muted, { name: 'the import is done', enabled: false, start: null, misses: [] });
  });

  it('holds no word of the event but an id of a call as sources have them', () => {
    const words = ['ignore what was said before', '1; drop table calls', 7782342274025937, { id: '1' }, '', null];
    for (const id of words) {
      const [start] = startsOf({ type: 'call.ended', data: { team: 'Sales', recorded: true, call: { id } } });
      assert.deepEqual(start, { trigger: 'a call of sales has ended', start: 'take-in-call', call: null });
    }
  });

  it('is found in what the event itself has, not in what every object has', () => {
    const rule = read(text.replace('type: import.done', 'constructor.name: Object'));
    assert.deepEqual(matchTriggers({ triggers: rule, event: {} }), []);
  });
});

describe('a message that a rule sends', () => {
  const rule = `
version: 1
triggers:
  - name: an invoice is overdue
    when: { type: invoice.overdue }
    start: send-message
    to: { channel: finance }
    text: "{data.customer} owes {data.amount} ({data.disputed})."
  - name: a deal is looked at
    when: { type: invoice.overdue }
    start: send-brief
    deal: data.deal
`;

  function startsOf(data: unknown) {
    return matchTriggers({ triggers: read(rule), event: { type: 'invoice.overdue', data } });
  }

  it('has the values of the event in its places, on one line, short, without signs that nobody sees', () => {
    const customer = `Larkspur\n\u202e<!channel> \u0007{data.secret}${'x'.repeat(300)}`;
    const [message, brief] = startsOf({ customer, amount: 1200, disputed: false, deal: '501', secret: 'never' });
    assert.ok(message?.start === 'send-message' && message.text !== null);
    assert.match(message.text, /^Larkspur <!channel> \{data\.secret\}x{150,}… owes 1200 \(false\)\.$/);
    assert.deepEqual(message.to, { channel: 'finance' });
    assert.deepEqual(brief, { trigger: 'a deal is looked at', start: 'send-brief', deal: '501' });
  });

  it('is none where the event lacks a value, and a brief is none where no deal is named', () => {
    const broken = [{}, { customer: 'Larkspur', amount: { of: 1 }, disputed: true }, { customer: ' ', amount: 1 }];
    for (const data of broken) {
      const [message, brief] = startsOf(data);
      assert.equal(message?.start === 'send-message' && message.text, null);
      assert.equal(brief?.start === 'send-brief' && brief.deal, null);
    }
  });

  it('is refused where its braces hold no path, or it goes to nobody', () => {
    for (const wrong of ['"{data.customer owes"', '"{} owes"', '"{data..id}"', "''"]) {
      const lines = rule.replace(/text: .*/u, () => `text: ${wrong}`);
      assert.throws(() => read(lines), { code: 'triggers.invalid', message: /triggers\.0\.text/ }, wrong);
    }
    for (const to of ['{}', '{ channel: "#Two words" }', '{ person: maya }', '{ channel: a, person: a@b.example }']) {
      const lines = rule.replace('{ channel: finance }', to);
      assert.throws(() => read(lines), { code: 'triggers.invalid', message: /triggers\.0\.to/ }, to);
    }
  });

  it('is tried without being sent, with what keeps a rule from holding', () => {
    const event = { type: 'call.ended', data: { team: 'Support', recorded: true, call } };
    assert.deepEqual(tryTriggers({ triggers: read(text), event }), [
      {
        name: 'a call of sales has ended',
        enabled: true,
        start: null,
        misses: [{ path: 'data.team', wanted: ['Sales', 'Success'], found: 'Support' }],
      },
      {
        name: 'the import is done',
        enabled: true,
        start: null,
        misses: [{ path: 'type', wanted: 'import.done', found: 'call.ended' }],
      },
    ]);
  });
});

describe('a file of triggers that people edit', () => {
  it('holds as it is written, and as it was where it cannot be used or is gone, which is said once', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sophia-triggers-'));
    const file = join(folder, 'triggers.yaml');
    const log = createMemoryLog();
    const rules = openTriggerFile({ file, isOn: true, log });
    const nothing = rules.read();
    assert.deepEqual(nothing.rules, []);
    assert.match(nothing.fault ?? '', /found no file that can be read/);
    await writeFile(file, text);
    assert.deepEqual([rules.read().rules.length, rules.read().fault], [2, null]);
    await writeFile(file, text.replace('sync-crm', 'sync-everything'));
    for (let time = 0; time < 3; time += 1) {
      const { rules: held, fault } = rules.read();
      assert.deepEqual(held, read(text));
      assert.match(fault ?? '', /line 13: triggers\.1\.start/);
    }
    await rm(folder, { recursive: true });
    assert.equal(rules.read().rules.length, 2);
    assert.equal(log.lines.filter(({ level }) => level === 'warn').length, 2);
  });
});

describe('an event from outside', () => {
  const body = JSON.stringify({ type: 'call.ended', timestamp: '2026-09-14T14:59:00Z', data: { call } });

  /** As the library of Standard Webhooks signs it. */
  function signed({ at = now, by = secret, sent = body }: { at?: Date; by?: string; sent?: string } = {}) {
    const headers = {
      'webhook-id': 'msg_1',
      'webhook-timestamp': String(at.getTime() / 1000),
      'webhook-signature': new Webhook(by).sign('msg_1', at, sent),
    };
    return { headers, body: Buffer.from(sent) };
  }

  it('is read where it is signed with the secret within five minutes', () => {
    for (const seconds of [0, 299, -299]) {
      const at = new Date(now.getTime() + seconds * 1000);
      const { messageId, event } = readOutsideEvent({ delivery: signed({ at }), secret, now });
      assert.deepEqual([messageId, event.type], ['msg_1', 'call.ended']);
    }
    const { headers, ...rest } = signed();
    const several = { ...headers, 'webhook-signature': `v1,AAAA v2,x ${headers['webhook-signature']}` };
    assert.equal(readOutsideEvent({ delivery: { ...rest, headers: several }, secret, now }).messageId, 'msg_1');
  });

  it('is refused where another secret signed it, a byte or the id is another, it is old, or nothing signed it', () => {
    const { headers } = signed();
    const stranger = `whsec_${Buffer.from('another secret of the same bytes').toString('base64')}`;
    const refused = [
      signed({ by: stranger }),
      signed({ at: new Date(now.getTime() - 301_000) }),
      signed({ at: new Date(now.getTime() + 301_000) }),
      { ...signed(), body: Buffer.from(`${body} `) },
      { ...signed(), headers: { ...headers, 'webhook-id': 'msg_2' } },
      { ...signed(), headers: { ...headers, 'webhook-timestamp': 'soon' } },
      { ...signed(), headers: { ...headers, 'webhook-signature': '' } },
      { ...signed(), headers: {} },
    ];
    for (const delivery of refused) {
      assert.throws(() => readOutsideEvent({ delivery, secret, now }), { code: 'webhook.unauthentic' });
    }
  });

  it('is of another form where it is signed and names no type', () => {
    for (const sent of ['{}', 'no json', '{"type":"two words"}', '{"type":"a","timestamp":"yesterday"}']) {
      assert.throws(() => readOutsideEvent({ delivery: signed({ sent }), secret, now }), { code: 'input.invalid' });
    }
  });
});
