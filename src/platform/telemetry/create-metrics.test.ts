import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMetrics } from './create-metrics.ts';
import { metricDefinitions, metricNamePattern } from './metric-definitions.ts';

test('every metric is named sophia_<thing>_<unit>, and counters end in total', async () => {
  const { text } = await createMetrics().render();
  const names = [...text.matchAll(/^# TYPE (\S+) /gm)].map((match) => match[1] ?? '');
  assert.equal(names.length, Object.keys(metricDefinitions).length + 4);
  for (const name of names) {
    assert.match(name, metricNamePattern);
  }
  for (const { kind, name } of Object.values(metricDefinitions)) {
    assert.equal(name.endsWith('_total'), kind === 'counter', name);
  }
});

test('what is counted and measured stands in the text, and two sets share nothing', async () => {
  const metrics = createMetrics();
  metrics.callsAnalyzed.inc({ engine: 'rules', outcome: 'stored' }, 3);
  metrics.analysisDuration.observe({ engine: 'rules' }, 0.2);
  metrics.dependencyHealth.set({ dependency: 'database' }, 0.5);
  const { contentType, text } = await metrics.render();
  assert.match(contentType, /^text\/plain; version=0\.0\.4/);
  assert.match(text, /^sophia_calls_analyzed_total\{engine="rules",outcome="stored"\} 3$/m);
  assert.match(text, /^sophia_analysis_duration_seconds_bucket\{le="0.25",engine="rules"\} 1$/m);
  assert.match(text, /^sophia_dependency_health_ratio\{dependency="database"\} 0\.5$/m);
  assert.match(text, /^sophia_process_resident_memory_bytes \d+/m);
  assert.doesNotMatch((await createMetrics().render()).text, /^sophia_calls_analyzed_total\{/m);
});
