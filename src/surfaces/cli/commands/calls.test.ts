import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Passage } from '#contracts';
import { runCommand } from '#test/run-command';
import { sampleComparison } from '#test/sample-comparison';
import { sampleReport } from '#test/sample-report';

const page = { calls: [], nextBefore: null };

describe('sophia calls list', () => {
  it('gives the page as JSON, by --format as other lists and by --json', async () => {
    for (const asked of [['--format', 'json'], ['--json']]) {
      const { code, output } = await runCommand(['calls', 'list', ...asked], page);
      assert.deepEqual([code, JSON.parse(output)], [0, page], asked.join(' '));
    }
  });

  it('says how to import a call where there is none', async () => {
    const { messages } = await runCommand(['calls', 'list'], page);
    assert.match(messages, /No calls yet\. Import one with: sophia analyze/);
  });

  it('asks for what narrows the list, and says that none fits', async () => {
    const narrowed = ['--account', 'Larkspur', '--topic', 'pricing', '--since', '2026-09-01'];
    const { messages, asked } = await runCommand(['calls', 'list', ...narrowed], page);
    const none = { deal: null, owner: null, stage: null, person: null, side: null, until: null };
    const filter = { ...none, account: 'Larkspur', topic: 'pricing', since: '2026-09-01' };
    assert.deepEqual(asked, [['calls.list', { limit: 50, beforeCallId: null, ...filter }]]);
    assert.match(messages, /No call fits\./);
    assert.notEqual((await runCommand(['calls', 'list', '--since', 'yesterday'], page)).code, 0);
  });
});

const said = {
  turn: 3,
  speaker: 'Sam\u202e Ortiz',
  side: 'external',
  text: 'Let me think. It is a big jump.',
  startMs: 65_000,
  endMs: 70_000,
};
const passage: Passage = {
  id: 'call_01#3.1',
  callId: 'call_01',
  title: 'Larkspur pricing',
  date: '2026-09-14',
  version: 1,
  currentVersion: 2,
  sentence: 1,
  turns: 42,
  sentences: 2,
  ...said,
  side: 'external',
  text: 'It is a big jump.',
  start: 14,
  end: 31,
  around: [
    {
      ...said,
      side: 'internal',
      turn: 2,
      speaker: 'Maya Okafor',
      text: 'What would hold you back?',
      startMs: null,
      endMs: null,
    },
    { ...said, side: 'external' },
  ],
  analysisId: 'ana_01',
  claims: [
    {
      field: 'findings.objections.0',
      kind: 'price',
      name: null,
      outcome: 'unanswered',
      confidence: 0.9,
      rule: 'objection.price',
      evidence: { ...said, side: 'external', quote: 'a big jump', start: 20, end: 30, sentence: '3.1' },
    },
  ],
  path: '/calls/main/call_01?analysis=ana_01#turn-3',
};

describe('sophia calls show CALL#TURN.SENTENCE', () => {
  it('shows the sentence, who said it and when, what stands around it, and the claims that quote it', async () => {
    const { code, asked, output } = await runCommand(['calls', 'show', '8f2c41#3.1', '--transcript', '1'], passage);
    assert.deepEqual([code, asked], [0, [['passages.get', { id: '8f2c41#3.1', version: 1, around: 2 }]]]);
    assert.match(
      output,
      /^Larkspur pricing, 2026-09-14\ncall_01#3\.1: turn 3 of 42, sentence 1 of 2, counted from 0\n/,
    );
    assert.match(output, /\nVersion 1 of the transcript; version 2 is in force\.\n/);
    assert.match(output, /\n“It is a big jump\.”\nSam⟨right-to-left override⟩ Ortiz \(external\), 1:05 to 1:10\n/);
    assert.match(output, /\n {2}2 {2}Maya Okafor \(internal\): What would hold you back\?\n> 3 1:05 {2}Sam/);
    assert.match(output, /\n1 claim quotes it:\n {2}objections\.0 \(price, unanswered\): “a big jump”\n/);
    assert.match(output, /\nOn the server: \/calls\/main\/call_01\?analysis=ana_01#turn-3\n$/);
  });

  it('gives the same as JSON, and takes how many turns stand around it', async () => {
    const argv = ['calls', 'show', '8f2c41#3', '--format', 'json', '--around', '7'];
    const { asked, output } = await runCommand(argv, passage);
    assert.deepEqual(JSON.parse(output), JSON.parse(JSON.stringify(passage)));
    assert.deepEqual(asked, [['passages.get', { id: '8f2c41#3', version: null, around: 7 }]]);
  });

  it('refuses options of the other thing', async () => {
    const cases: [string[], RegExp][] = [
      [['8f2c41#3', '--compare', 'ana_1'], /Expected a call beside --compare, found a place in one\./],
      [['8f2c41#3', '--versions'], /Expected a call beside --versions/],
      [['8f2c41#3', '--format', 'html'], /Expected --format table or json for a place in a call, found html\./],
      [['8f2c41', '--around', '3'], /Expected a place such as 8f2c41#3\.2 beside --around, found a whole call\./],
    ];
    for (const [words, message] of cases) {
      const { code, asked, messages } = await runCommand(['calls', 'show', ...words], {});
      assert.match(messages, message);
      assert.deepEqual([code === 0, asked], [false, []]);
    }
  });
});

describe('sophia calls show CALL --gong', () => {
  it('shows what Gong says beside Sophia, each under its name, and why a figure has no difference', async () => {
    const comparison = sampleComparison();
    const { asked, output } = await runCommand(['calls', 'show', '8f2c41', '--gong', '--analysis', 'ana_01'], {
      callId: 'call_01',
      comparison,
    });
    assert.deepEqual(asked.at(-1), ['reports.compare', { callId: 'call_01', analysisId: 'ana_01' }]);
    assert.match(output, /^What Gong says of the call call_01, beside Sophia\n/);
    assert.match(
      output,
      /\nKey points, Gong\n {2}- The price is a big jump[^\n]+\n {2}- Parking[^\n]+\nKey points, Sophia\n {2}nothing\n/,
    );
    assert.match(
      output,
      /\nWithout a counterpart in the report, by words alone \([^\n]+\)\n {2}- Parking was discussed/,
    );
    assert.match(output, /\nTRACKER +GONG +SOPHIA\nPricing & terms +×4 +found ×3\nSecurity +×0 +not found\n/);
    assert.match(output, /\nTalk ratio of the host +47% +44\.5% +−2\.5 points\n/);
    assert.match(output, /\n {2}Patience: Nobody waited\.\n/);
    const json = await runCommand(['calls', 'show', '8f2c41', '--gong', '--format', 'json'], {
      callId: 'call_01',
      comparison,
    });
    assert.deepEqual(JSON.parse(json.output), comparison);
  });

  it('says so where Gong has told nothing, and refuses what it has no form for', async () => {
    const none = { callId: 'call_01', comparison: null };
    const { code, output } = await runCommand(['calls', 'show', '8f2c41', '--gong'], none);
    assert.deepEqual([code, output.startsWith('Gong has told nothing of this call')], [0, true]);
    const page = await runCommand(['calls', 'show', '8f2c41', '--gong', '--format', 'html'], none);
    assert.match(page.messages, /Expected --format table or json beside --gong, found html\./);
    const place = await runCommand(['calls', 'show', '8f2c41#3', '--gong'], none);
    assert.match(place.messages, /Expected a call beside --gong, found a place in one\./);
  });
});

describe('sophia calls show CALL --format markdown and html', () => {
  it('lead from claims to where they can be heard', async () => {
    const heard = {
      callId: 'call_01',
      ...sampleReport(),
      addresses: Array.from({ length: 500 }, () => 'https://app.gong.io/call?id=77'),
      comparison: null,
    };
    for (const [format, link] of [
      ['markdown', '](<https://app.gong.io/call?id=77>)'],
      ['html', '<a class="listen" href="https://app.gong.io/call?id=77"'],
    ] as const) {
      const { asked, output } = await runCommand(['calls', 'show', '8f2c41', '--format', format], heard);
      assert.ok(output.includes(link), format);
      assert.match(JSON.stringify(asked), /"reports\.listen",\{"callId":"call_01","momentsMs":\[\d+,\d+,/);
    }
  });
});

it('sophia calls search names each place by its id', async () => {
  const hits = [{ fromTurn: 2, toTurn: 11, evidence: passage.claims[0]?.evidence }];
  const { output } = await runCommand(['calls', 'search', '8f2c41', 'price'], { callId: 'call_01', hits });
  assert.match(output, /^turns 2 to 11: “a big jump” \(Sam.* Ortiz, turn 3, call_01#3\.1\)\n$/);
});
