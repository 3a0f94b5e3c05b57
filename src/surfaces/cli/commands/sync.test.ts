import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runCommand } from '#test/run-command';

const cursor = { source: 'gong', stream: 'calls', lastSuccessAt: null, lagSeconds: null, lastCount: 0 };
const updatedAt = '2026-11-20T12:00:00.000Z';
const message = 'Expected a Gong workspace “Slaes” (GONG_WORKSPACES), found none. There are: Sales.';

describe('sophia sync status', () => {
  it('says of each stream that cannot be read why, whole, and what is to be done', async () => {
    const { code, messages } = await runCommand(['sync', 'status'], {
      cursors: [
        { ...cursor, updatedAt, problem: { code: 'vendor.unknown-workspace', message } },
        {
          ...cursor,
          stream: 'calls-review',
          updatedAt,
          problem: { code: 'vendor.unavailable', message: 'It is away.' },
        },
        { ...cursor, stream: 'trackers', updatedAt, problem: null },
      ],
    });
    assert.equal(code, 0);
    assert.ok(messages.includes(`gong calls: ${message} (vendor.unknown-workspace)\n→ `), messages);
    assert.match(messages, /sophia sync now tries at once/u);
    assert.match(messages, /gong calls-review: It is away\. \(vendor\.unavailable\)\n→ It is tried again by itself\./u);
    assert.doesNotMatch(messages, /gong trackers:/u);
  });
});

describe('sophia sync calls', () => {
  const range = ['--from', '2026-07-01', '--to', '2026-09-30'] as const;
  const counts = { listed: 42, keptOut: 2, known: 10, fresh: 30, freshSeconds: 54_000 };
  const text =
    '42 calls in that range: 2 private or internal and kept out, 10 known already, 30 to take in (15 h of talk).';
  const asked = [
    ['sync.count', { from: '2026-07-01T00:00:00.000Z', to: '2026-10-01T00:00:00.000Z' }],
    ['sync.backfill', { from: '2026-07-01T00:00:00.000Z', to: '2026-10-01T00:00:00.000Z' }],
  ];

  it('says with --dry-run what would be taken in and what it may cost, and takes nothing in', async () => {
    const models = ['anthropic:claude-sonnet-4-5', 'openai:gpt-5'];
    const by = 'anthropic:claude-sonnet-4-5, then openai:gpt-5 would be asked';
    for (const [answer, cost] of [
      [{ models: [], costPerCallMicroUsd: 0 }, 'Cost: none; the rules analyze, and no text leaves this machine.'],
      [
        { models, costPerCallMicroUsd: 41_250 },
        `Cost: about 1.24 USD by what calls have cost until now; ${by}. The daily budget holds.`,
      ],
      [
        { models, costPerCallMicroUsd: null },
        `Cost: not known, since no call was analyzed by a model yet; ${by}. Try one with sophia analyze --engine model.`,
      ],
    ] as const) {
      const run = await runCommand(['sync', 'calls', ...range, '--dry-run'], { ...counts, ...answer });
      assert.deepEqual([run.code, run.output, run.messages], [0, `${text}\n${cost}\n`, '']);
      assert.deepEqual(run.asked, asked.slice(0, 1));
    }
  });

  it('counts first and then asks for the whole of both days', async () => {
    const run = await runCommand(['sync', 'calls', ...range], { ...counts, models: [], costPerCallMicroUsd: 0 });
    assert.deepEqual([run.code, run.asked], [0, asked]);
    assert.ok(run.output.startsWith(text), run.output);
    assert.match(run.messages, /^Asked for\. /u);
  });

  it('asks for a yes on a terminal where it costs something, and without one wants --yes and names the price', async () => {
    const answer = { ...counts, models: ['openai:gpt-5'], costPerCallMicroUsd: 41_250 };
    const line = ['sync', 'calls', ...range];
    const unasked = await runCommand(line, answer);
    assert.deepEqual([unasked.code, unasked.asked], [2, asked.slice(0, 1)]);
    assert.match(unasked.messages, /Expected --yes, .*found none\. Cost: about 1\.24 USD/u);
    const told = await runCommand([...line, '--yes'], answer);
    assert.deepEqual([told.code, told.asked], [0, asked]);
    for (const [typed, code, wanted] of [
      ['yes\n', 0, asked],
      ['no\n', 1, asked.slice(0, 1)],
      ['\n', 1, asked.slice(0, 1)],
    ] as const) {
      const run = await runCommand({ argv: line, typed }, answer);
      assert.deepEqual([run.code, run.asked], [code, wanted], typed);
      assert.match(run.messages, /Begin\? Type yes/u);
    }
    const nothing = await runCommand(line, { ...answer, fresh: 0 });
    assert.deepEqual([nothing.code, nothing.asked], [0, asked], 'nothing to take in costs nothing');
    const unknown = await runCommand(line, { ...answer, costPerCallMicroUsd: null });
    assert.match(unknown.messages, /Expected --yes.*Cost: not known/u);
  });

  it('refuses days in the wrong order before it asks for anything', async () => {
    const run = await runCommand(['sync', 'calls', '--from', '2026-09-30', '--to', '2026-07-01'], {});
    assert.deepEqual([run.code === 0, run.asked], [false, []]);
    assert.match(run.messages, /Expected --from on or before --to/u);
  });
});
