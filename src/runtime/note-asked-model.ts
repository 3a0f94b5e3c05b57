import type { AskedModel } from '#platform/llm';
import type { Resources } from './open-resources.ts';

/** Counts what a model was asked, and remembers how it went for `sophia doctor`. */
export function noteAskedModel({
  resources,
  outcome,
}: {
  resources: Pick<Resources, 'metrics' | 'modelWatch'>;
  outcome: AskedModel;
}): void {
  const { metrics, modelWatch } = resources;
  const { provider, model, code, reason, usage, costMicroUsd } = outcome;
  modelWatch.note({ provider, model, code, reason });
  metrics.modelRequests.inc({ provider, model, outcome: code });
  metrics.modelTokens.inc({ provider, model, direction: 'input' }, usage.inputTokens);
  metrics.modelTokens.inc({ provider, model, direction: 'output' }, usage.outputTokens);
  metrics.modelCost.inc({ provider, model }, costMicroUsd / 1_000_000);
}
