import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ChatBlock } from '#contracts';
import type { ContradictionView } from '#modules/notifications';
import { createSlackServices, type RecordedServices } from '#test/slack-services';
import type { DecisionsWaiting } from '../slack-services.ts';
import type { CommandCall } from './command.ts';
import { findCommand } from './find-command.ts';

const person = { type: 'chat_user', source: 'slack', userId: 'U1', name: 'Maya Okafor' } as const;

function openServices(): RecordedServices {
  return createSlackServices({ receiveEvent: () => Promise.reject(new Error('Nothing is kept here.')) });
}

/** What a command answers, as Slack is given it. */
async function run(services: RecordedServices, typedLine: string | { line: string; email: string }) {
  const usual = { line: '', email: 'maya.okafor@tidewaterledger.example' };
  const { line, email } = typeof typedLine === 'string' ? { ...usual, line: typedLine } : typedLine;
  const [typed = '', ...rest] = line.split(' ');
  const { command, text } = findCommand({ typed, text: rest.join(' ') });
  const surface = { services, timeZone: 'UTC' };
  const ctx = { clock: { now: () => new Date('2026-09-14T15:00:00Z') } };
  // oxlint-disable-next-line typescript/consistent-type-assertions -- The commands of this test use no more of it.
  const call = { surface, ctx, person: { ...person, email }, text, channelId: 'C1' } as unknown as CommandCall;
  const messages = await command.run(call);
  for (const { blocks } of messages) assertFits(blocks);
  return { messages, text: JSON.stringify(messages) };
}

function assertFits(blocks: readonly ChatBlock[]): void {
  assert.ok(blocks.length <= 50);
  for (const block of blocks) {
    const { text } = Object(block['text'] ?? { text: '' });
    assert.ok(String(text).length <= 3000);
  }
}

const dispute: ContradictionView = {
  kind: 'contradiction',
  contradictionId: 'ctr_12345678',
  record: 'Larkspur <Hill>',
  recordAddress: null,
  field: 'Close date',
  crmValue: 'Oct 31',
  crmSource: null,
  saidValue: 'Dec 15 <!channel>',
  saidIn: 'call',
  quote: { text: 'Not before December.', speaker: 'Ana', address: null, turnAddress: null },
  other: null,
  state: 'open',
  resolvedBy: null,
  resolvedBecause: null,
};

function waiting(count: number): DecisionsWaiting {
  return {
    lines: Array.from({ length: Math.min(count, 15) }, () => ({
      id: dispute.contradictionId,
      what: `Close date of Larkspur: ${'x'.repeat(400)} <!here>`,
      options: ['crm', 'call'],
    })),
    total: count,
    approvals: [],
    contradictions: Array.from({ length: Math.min(count, 15) }, () => dispute),
  };
}

describe('/sophia-deals', () => {
  it('are those of the owner whom Sophia has matched, where the address in Slack is another', async () => {
    const services = openServices();
    const asked = { line: '/sophia-deals', email: 'maya@elsewhere.example' };
    await assert.rejects(run(services, asked), { code: 'person.not-found', message: /found none\. Name a stage/ });
    services.linkedOwner = 'o1';
    assert.match((await run(services, asked)).text, /Deals: Maya Okafor/);
    assert.equal(services.asked.deals.at(-1)?.ownerId, 'o1');
    services.linkedOwner = 'o2';
    const usual = await run(services, '/sophia-deals me');
    assert.match(usual.text, /Deals: Maya Okafor/, 'the address goes before what was matched');
  });
});

describe('/sophia undo', () => {
  it('without an id lists what was written, with the id of each set and of each change', async () => {
    const services = openServices();
    const none = await run(services, '/sophia undo');
    assert.match(
      none.text,
      /Of what was written last, nothing is on your word.*undo ‹id› takes back any that you may/s,
    );
    const words = { target: 'Larkspur <Hill>', field: 'Close date', oldValue: null, newValue: 'Dec 15 <!channel>' };
    services.written = [
      { changeSetId: 'set_12345678', title: 'Pricing <!here>', changes: [{ changeId: 'chg_87654321', ...words }] },
    ];
    const { text } = await run(services, '/sophia undo');
    assert.match(text, /`12345678` Pricing &lt;!here&gt;/);
    assert.match(text, /`87654321` Close date of Larkspur &lt;Hill&gt;: empty → \*Dec 15 &lt;!channel&gt;\*/);
    assert.match(text, /a whole set or one change of it: \/sophia undo ‹id›/);
    services.written = services.written.map((each) => ({ ...each, changeSetId: null }));
    const part = await run(services, '/sophia undo');
    assert.match(part.text, /• Pricing &lt;!here&gt;.*`87654321`.*Take back one change: \/sophia undo ‹id›/s);
  });
});

describe('/sophia brief', () => {
  it('is of the deal that is named, or of that of the next meeting of whoever asks', async () => {
    const services = openServices();
    assert.match((await run(services, '/sophia brief larkspur')).text, /Stage.*Negotiation/);
    const { text } = await run(services, '/sophia brief');
    assert.match(text, /Meeting .*2026-09-15 15:00 UTC.*calls\/call_1/);
    assert.match(
      (await run(services, { line: '/sophia brief', email: 'luis@x.example' })).text,
      /No meeting of yours.*Name a deal/,
    );
    assert.match((await run(services, '/sophia brief help')).text, /sophia brief \[deal\]/);
  });
});

describe('/sophia forecast', () => {
  it('gives the range, what is won and open, and how good it was; this quarter without an argument', async () => {
    const services = openServices();
    const { text } = await run(services, '/sophia forecast');
    assert.match(text, /\$15,000.*low.*\$48,000.*expected.*\$70,000.*high/);
    assert.match(text, /To close in it, best case: 2 deals, \$40,000/);
    assert.match(text, /At 10 past nights the result lay inside such a range 8 times/);
    await run(services, '/sophia forecast next month');
    assert.deepEqual(services.asked.forecasts, ['this quarter', 'next month']);
    await assert.rejects(run(services, '/sophia forecast sometime'), { code: 'input.invalid' });
    assert.match((await run(services, '/sophia forecast help')).text, /sophia forecast \[period\]/);
  });
});

describe('/sophia decide', () => {
  it('says that nothing waits, or lists it with cards, five messages at most', async () => {
    const services = openServices();
    assert.match((await run(services, '/sophia decide')).text, /Nothing waits for your decision/);
    services.decisions = waiting(40);
    const { messages, text } = await run(services, '/sophia decide');
    assert.equal(messages.length, 5);
    assert.match(text, /Waiting for your decision \(40\).*25 more/);
    assert.match(text, /contradiction\.crm_right/);
    assert.ok(!text.includes('<!here>') && !text.includes('<!channel>'));
  });

  it('takes a word behind an id', async () => {
    const services = openServices();
    assert.match((await run(services, '/sophia decide chg_1 approve')).text, /Approved: 1 of 1/);
    assert.match((await run(services, '/sophia decide chg_1 reject')).text, /Rejected\. Nothing is written/);
    assert.deepEqual(
      services.asked.decisions.flatMap(({ decisions }) => decisions.map(({ decision }) => decision)),
      ['approve', 'reject'],
    );
    assert.match((await run(services, '/sophia decide 12345678 crm')).text, /the CRM is right/);
    assert.match((await run(services, '/sophia decide 12345678 call')).text, /the call is right/);
    assert.deepEqual(services.asked.resolved, [
      { contradictionId: '12345678', state: 'crm_right' },
      { contradictionId: '12345678', state: 'call_right' },
    ]);
    for (const wrong of ['chg_1', 'chg_1 maybe', 'a b c']) {
      await assert.rejects(run(services, `/sophia decide ${wrong}`), {
        code: 'input.invalid',
        message: /‹id› approve/,
      });
    }
    assert.match((await run(services, '/sophia decide help')).text, /sophia decide \[id approve/);
  });
});

describe('/sophia channel policy', () => {
  it('shows what holds, changes what is named and forgets it', async () => {
    const services = openServices();
    assert.match((await run(services, '/sophia channel policy')).text, /All channels.*listens: thread/);
    assert.match((await run(services, '/sophia channel policy help')).text, /teams=Sales, West/);
    await run(services, '/sophia channel policy here listens=mention teams=Sales, West Coast answers=alone');
    await run(services, '/sophia channel policy <#C9|deals> reset');
    await run(services, '/sophia channel policy all teams=all bots=mention');
    await run(services, '/sophia channel policy #deals others=silent');
    assert.deepEqual(services.asked.policies, [
      { channel: 'C1', policy: { listens: 'mention', teams: ['Sales', 'West Coast'], answers: 'alone' } },
      { channel: 'C9', policy: null },
      { channel: null, policy: { teams: null, bots: 'mention' } },
      { channel: '#deals', policy: { others: 'silent' } },
    ]);
    for (const wrong of ['here', 'here listens=always', 'here loud', 'here volume=11']) {
      const asked = run(services, `/sophia channel policy ${wrong}`);
      await assert.rejects(asked, { code: 'input.invalid', message: /listens=mention\|thread\|never/ });
    }
  });
});
