import { isBounded } from '#modules/access';
import { listDefinitions } from '#modules/crm';
import { SophiaError } from '#platform/errors';
import type { Asked } from './question-kind.ts';

/** How the question narrows the pipeline, as the verbs of the pipeline take it. */
export interface PipelineNarrowing {
  readonly owner: string | null;
  readonly team: string | null;
  readonly pipeline: string | null;
}

/** The owner and the pipeline of the question, by the ids of the CRM. */
export async function narrowingOf({ ctx, focus, slots }: Asked): Promise<PipelineNarrowing> {
  const pipelines =
    slots.pipeline === null ? [] : await listDefinitions({ ctx, input: { kind: 'pipeline', scope: 'deal' } });
  const meant = pipelines.filter(({ label }) => /renewal/iu.test(label) === (slots.pipeline === 'renewal'));
  const [pipeline] = meant;
  return {
    owner: focus.owner?.id ?? null,
    team: slots.team?.name ?? null,
    pipeline: meant.length === 1 ? (pipeline?.externalId ?? null) : null,
  };
}

/** Whether the question is about one deal, company or stage, of which no night tells by itself. */
export function isNarrowerThanPipeline({ focus, slots }: Asked): boolean {
  const { stage, amount, competitor, created, lacks } = slots;
  const narrowed = [stage, amount, competitor, created].some((one) => one !== null) || lacks.length > 0;
  return narrowed || focus.deal !== null || focus.accounts.length > 0;
}

/** Whether the kept forecasts of the whole company answer it. */
export function isWholeCompany({ asked: { ctx }, narrowing }: { asked: Asked; narrowing: PipelineNarrowing }): boolean {
  return !isBounded(ctx) && narrowing.owner === null && narrowing.team === null && narrowing.pipeline === null;
}

/** What the work gives, or the sentence that no night is frozen for it. */
export async function orNotFrozen<Result>(work: () => Promise<Result>): Promise<Result | string> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SophiaError && error.code === 'pipeline.not-frozen') return error.message;
    throw error;
  }
}
