import type { AssistantContext } from '#modules/assistant';
import type { Metrics } from '#platform/telemetry';
import type { WorkContext } from '#workflows';

/** What verbs tell of their work, counted and measured. */
export function countersOf(
  metrics: Metrics,
): Pick<WorkContext & AssistantContext, 'countSync' | 'countDeadLetter' | 'countSearch' | 'countAnswer'> {
  return {
    countSync: ({ source, target, status, count }) => metrics.crmSync.inc({ source, target, status }, count),
    countDeadLetter: ({ source, code }) => metrics.deadLetters.inc({ source, code }),
    countSearch: ({ mode, outcome, durationMs }) => {
      metrics.searches.inc({ mode, outcome });
      metrics.searchDuration.observe({ mode }, durationMs / 1000);
    },
    countAnswer: ({ intent, outcome, mode, channel, firstWordMs, durationMs, costMicroUsd }) => {
      const kind = mode === 'model' ? 'planned' : (intent ?? 'none');
      metrics.answers.inc({ intent: kind, channel, outcome });
      metrics.answerDuration.observe({ channel, mode }, durationMs / 1000);
      if (firstWordMs !== null) metrics.answerFirstWordDuration.observe({ channel, mode }, firstWordMs / 1000);
      if (costMicroUsd !== null) metrics.answerCost.observe({ channel }, costMicroUsd / 1_000_000);
    },
  };
}
