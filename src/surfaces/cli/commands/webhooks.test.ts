import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runCommand } from '#test/run-command';

describe('sophia webhooks', () => {
  it('shows a secret once, with what to do next', async () => {
    const answer = { endpointId: 'whe_1', secret: 'whsec_abc' };
    const { code, output, messages, asked } = await runCommand(
      ['webhooks', 'add', 'https://a.example/hook', '--events', 'call.analyzed, change_set.applied'],
      answer,
    );
    assert.equal(code, 0);
    assert.match(output, /whe_1\nSecret: whsec_abc/);
    assert.match(messages, /not shown again.*sophia webhooks test whe_1/);
    assert.deepEqual(asked[0], [
      'webhooks.add',
      { url: 'https://a.example/hook', types: ['call.analyzed', 'change_set.applied'], description: null },
    ]);
    const rotated = await runCommand(['webhooks', 'rotate', 'whe_1', '--overlap-hours', '0'], {
      ...answer,
      previousSecretUntil: null,
    });
    assert.match(rotated.output, /Secret: whsec_abc/);
    assert.match(rotated.messages, /The old one has ended/);
  });

  it('says what a receiver answered, and ends with 1 where it did not take the test', async () => {
    const tested = { durationMs: 12, status: 500, responseExcerpt: 'Boom\u001b[31m', problem: null };
    const taken = await runCommand(['webhooks', 'test', 'whe_1'], { ...tested, status: 204 });
    assert.deepEqual([taken.code, taken.output], [0, 'Taken: status 204 after 12 ms.\n']);
    const problem = { code: 'vendor.refused', message: 'Found 500.', action: 'See its log.' };
    const refused = await runCommand(['webhooks', 'test', 'whe_1'], { ...tested, problem });
    assert.equal(refused.code, 1);
    assert.match(refused.output, /Not taken: Found 500\.\nAnswered: Boom.*\n→ See its log\./);
    assert.ok(!refused.output.includes('\u001b'));
  });

  it('lists endpoints and deliveries, and says what to do where there are none', async () => {
    const none = await runCommand(['webhooks', 'list'], { endpoints: [] });
    assert.match(none.messages, /Nobody is told of events yet\. → sophia webhooks add/);
    const dead = await runCommand(['webhooks', 'deliveries', '--dead'], { deliveries: [], nextBefore: null });
    assert.match(dead.messages, /Nothing is dead/);
    assert.deepEqual(dead.asked[0], ['webhooks.deliveries', { endpoint: null, state: 'dead', limit: 50 }]);
  });

  it('replays one delivery or a time', async () => {
    const answer = { endpointId: 'whe_1', queued: 3, state: 'disabled' };
    const one = await runCommand(['webhooks', 'replay', 'whd_1'], { ...answer, queued: 1, state: 'active' });
    assert.deepEqual(one.asked[0], ['webhooks.replay', { what: 'delivery', delivery: 'whd_1' }]);
    assert.match(one.messages, /1 event back in the line; it is sent once a server runs/);
    const range = await runCommand(['webhooks', 'replay', '--endpoint', 'whe_1', '--from', '2026-09-14'], answer);
    const from = '2026-09-14T00:00:00Z';
    assert.deepEqual(range.asked[0], ['webhooks.replay', { what: 'range', endpoint: 'whe_1', from, to: null }]);
    assert.match(range.messages, /3 events back in the line.*sophia webhooks enable whe_1/);
  });
});
