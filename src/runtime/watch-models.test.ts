import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createFixedClock } from '#platform/clock';
import type { ModelGateway } from '#platform/llm';
import { type ModelOutcome, type ModelWatch, watchModels } from './watch-models.ts';

const chain = [
  { provider: 'anthropic', model: 'claude-x' },
  { provider: 'openai', model: 'gpt-x' },
];
const [first = { provider: '', model: '' }, second = first] = chain;

describe('the watch over models', () => {
  it('says of each model whether it was asked and when it answered', () => {
    const { watch, clock } = start();
    assert.deepEqual(watch.check(gateway()), {
      state: 'healthy',
      reason: 'anthropic:claude-x was not asked yet, then openai:gpt-x was not asked yet, then the rules.',
      action: null,
    });
    clock.advance(60_000);
    watch.note({ ...first, code: 'ok', reason: null });
    assert.match(watch.check(gateway()).reason, /^anthropic:claude-x answered at 2026-09-14 15:01 UTC, then openai/u);
  });

  it('names a failing model, why, since when, what to do and who answers instead', () => {
    const { watch, clock } = start();
    fail(watch, { ...first, code: 'vendor.unauthorized', reason: 'The key is not accepted.' });
    clock.advance(3_600_000);
    fail(watch, { ...first, code: 'vendor.unauthorized', reason: 'The key is not accepted.' });
    watch.note({ ...second, code: 'ok', reason: null });
    const { action, ...result } = watch.check(gateway());
    assert.deepEqual(result, {
      state: 'degraded',
      reason:
        'anthropic:claude-x has failed since 2026-09-14 15:00 UTC (2 requests): The key is not accepted. In its place: openai:gpt-x, then the rules.',
      since: '2026-09-14T15:00:00.000Z',
    });
    assert.ok(action !== null && action.length > 10);
  });

  it('is well again after one answer', () => {
    const { watch } = start();
    fail(watch, { ...first, code: 'vendor.timeout', reason: 'No answer.' });
    assert.equal(watch.check(gateway()).state, 'degraded');
    watch.note({ ...first, code: 'ok', reason: null });
    assert.equal(watch.check(gateway()).state, 'healthy');
  });

  it('is only degraded where every model fails, since the rules answer', () => {
    const { watch, clock } = start();
    fail(watch, { ...first, code: 'vendor.timeout', reason: 'No answer.' });
    clock.advance(60_000);
    fail(watch, { ...second, code: 'model.refused', reason: 'Declined.' });
    const result = watch.check(gateway());
    assert.equal(result.state, 'degraded');
    assert.match(result.reason, /No answer\. openai:gpt-x has failed .* Declined\. In its place: the rules\.$/u);
    assert.equal(result.since, '2026-09-14T15:00:00.000Z');
  });

  it('counts an answer that was cut off as one', () => {
    const { watch } = start();
    fail(watch, { ...first, code: 'model.truncated', reason: 'Cut off.' });
    assert.equal(watch.check(gateway()).state, 'healthy');
  });

  it('forgets a spent budget on the next day', () => {
    const { watch, clock } = start();
    fail(watch, { ...first, code: 'model.budget-exceeded', reason: 'The cap is reached.' });
    clock.advance(8 * 3_600_000);
    assert.equal(watch.check(gateway()).state, 'degraded');
    clock.advance(3_600_000);
    assert.equal(watch.check(gateway()).state, 'healthy');
    fail(watch, { ...first, code: 'model.budget-exceeded', reason: 'The cap is reached.' });
    assert.equal(watch.check(gateway()).state, 'degraded');
  });

  it('is off where no model is configured', () => {
    const { watch } = start();
    assert.equal(watch.check({ state: 'off', reason: 'None.' }).state, 'off');
  });
});

function start() {
  const clock = createFixedClock(new Date('2026-09-14T15:00:00Z'));
  return { clock, watch: watchModels({ clock }) };
}

function fail(watch: ModelWatch, outcome: ModelOutcome): void {
  watch.note(outcome);
}

function gateway(): ModelGateway {
  async function never(): Promise<never> {
    throw new Error('The watch asks nobody.');
  }
  return { state: 'on', models: chain, generateObject: never, chooseTools: never, estimate: never };
}
