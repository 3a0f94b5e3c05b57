import { nextStepFields } from '#modules/crm';
import type { SearchContext } from '#modules/search';
import { dayIn } from './entities/period.ts';
import type { KnownStage } from './entities/read-stages.ts';
import { type VisibleScope, visibleScope } from './query/visible-scope.ts';
import { readFrame } from './read-frame.ts';
import { readRivals } from './read-rivals.ts';

/** What of a workspace has to be known before a question can be read. */
export interface Knowledge {
  readonly scope: VisibleScope;
  readonly today: string;
  readonly currency: string;
  /** Those of deals. */
  readonly stages: readonly KnownStage[];
  readonly leadStages: readonly KnownStage[];
  readonly competitors: readonly { readonly name: string; readonly aliases: readonly string[] }[];
}

/** Reads what whoever asks may see, which day it is there, and the names of stages and competitors. */
export async function knowWorkspace(ctx: SearchContext): Promise<Knowledge> {
  const { currency, timeZone, settings, stages, leadStages } = await readFrame(ctx);
  const scope = visibleScope({ ctx, timeZone, nextSteps: nextStepFields(ctx.policy?.fields.nextSteps) });
  const today = dayIn({ moment: ctx.clock.now(), timeZone });
  const competitors = await readRivals({ ctx, scope, settings });
  return { scope, today, currency, stages, leadStages, competitors };
}
