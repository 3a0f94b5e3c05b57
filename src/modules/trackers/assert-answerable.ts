import type { TrackerDefinition } from '#contracts';
import type { Context } from '#platform/context';
import { SophiaError } from '#platform/errors';
import type { ModelGateway } from '#platform/llm';

/** What trackers need beyond the ordinary context. */
export interface TrackerContext extends Context {
  readonly models: ModelGateway;
}

/** Throws `model.off` for a question where no language model is configured. */
export function assertAnswerable({
  ctx,
  definition,
}: {
  ctx: TrackerContext;
  definition: Pick<TrackerDefinition, 'kind' | 'name'>;
}): void {
  if (definition.kind === 'keyword' || ctx.models.state === 'on') return;
  throw new SophiaError(
    'model.off',
    `Expected a language model for the question of the tracker "${definition.name}", found none: ${ctx.models.reason} Trackers by --keywords need no model.`,
  );
}
