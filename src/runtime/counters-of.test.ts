import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMetrics } from '#platform/telemetry';
import { countersOf } from './counters-of.ts';
import { watchLive } from './watch-live.ts';

test('what verbs and live connections tell of their work stands in the metrics', async () => {
  const metrics = createMetrics();
  const { countAnswer, countDeadLetter, countSearch } = countersOf(metrics);
  const ended = { intent: 'deals.closing', outcome: 'answered', channel: 'slack' } as const;
  countAnswer?.({ ...ended, mode: 'rules', firstWordMs: 200, durationMs: 400, costMicroUsd: null });
  countAnswer?.({ ...ended, mode: 'model', firstWordMs: null, durationMs: 3000, costMicroUsd: 20_000 });
  countAnswer?.({ ...ended, mode: 'rules', intent: null, firstWordMs: 1, durationMs: 1, costMicroUsd: null });
  countDeadLetter?.({ source: 'hubspot', code: 'vendor.refused' });
  countSearch?.({ mode: 'words', outcome: 'nothing-like-it', durationMs: 30 });
  const live = watchLive(metrics);
  live.clients(3);
  live.connection('slow');
  live.subscription('resumed');
  live.eventSent();
  const { text } = await metrics.render();
  for (const line of [
    'sophia_answers_total{intent="deals.closing",channel="slack",outcome="answered"} 1',
    'sophia_answers_total{intent="planned",channel="slack",outcome="answered"} 1',
    'sophia_answers_total{intent="none",channel="slack",outcome="answered"} 1',
    'sophia_answer_first_word_duration_seconds_count{channel="slack",mode="rules"} 2',
    'sophia_answer_duration_seconds_sum{channel="slack",mode="model"} 3',
    'sophia_answer_cost_usd_sum{channel="slack"} 0.02',
    'sophia_answer_cost_usd_count{channel="slack"} 1',
    'sophia_searches_total{mode="words",outcome="nothing-like-it"} 1',
    'sophia_search_duration_seconds_sum{mode="words"} 0.03',
    'sophia_dead_letters_total{source="hubspot",code="vendor.refused"} 1',
    'sophia_live_connected_clients 3',
    'sophia_live_connections_total{outcome="slow"} 1',
    'sophia_live_subscriptions_total{start="resumed"} 1',
    'sophia_live_events_sent_total 1',
  ]) {
    assert.ok(text.split('\n').includes(line), line);
  }
  assert.doesNotMatch(text, /first_word_duration_seconds_count\{channel="slack",mode="model"/);
});
