import { z } from 'zod';
import type { CrmPipeline, WorkspaceSettings } from '#contracts';

const Days = z.int().min(1);
const StageLimits = z
  .array(z.strictObject({ upTo: z.number().min(0).max(1), quietDays: Days, stuckDays: Days }))
  .min(1);
type StageLimits = z.infer<typeof StageLimits>;

/** What data/deal-limits.yaml says. */
export const DealLimits = z.strictObject({
  stages: StageLimits,
  pipelines: z.array(z.strictObject({ words: z.array(z.string().min(1)).min(1), stages: StageLimits })),
  nextStepWithinDays: Days,
  pushes: z.strictObject({ atLeast: z.int().min(1), withinDays: Days }),
  singleThread: z.strictObject({ calls: z.int().min(2) }),
  ghosted: z.strictObject({ days: Days, emails: z.int().min(1) }),
});
export type DealLimits = z.infer<typeof DealLimits>;

/** After how many days a deal in its stage counts as quiet, and as stuck. */
export interface StageDays {
  readonly quietDays: number;
  readonly stuckDays: number;
}

/** The days for a stage: what the workspace says of it, otherwise what its place among the open stages says. */
export function stageDays({
  limits,
  stageId,
  pipeline,
  own,
}: {
  limits: DealLimits;
  stageId: string;
  pipeline: CrmPipeline | null;
  own: WorkspaceSettings['dealLimits'];
}): StageDays {
  const names = wordsIn(`${pipeline?.label ?? ''} ${stageId}`);
  const lines = limits.pipelines.find(({ words }) => words.some((word) => names.has(word)))?.stages ?? limits.stages;
  const place = placeOf({ stageId, pipeline });
  const { quietDays, stuckDays } = lines.find(({ upTo }) => place <= upTo) ?? lastOf(lines);
  const said = own?.[stageId];
  return { quietDays: said?.quietDays ?? quietDays, stuckDays: said?.stuckDays ?? stuckDays };
}

/** A stage that its pipeline does not name stands in the middle. */
function placeOf({ stageId, pipeline }: { stageId: string; pipeline: CrmPipeline | null }): number {
  const open = (pipeline?.stages ?? []).filter(({ isClosed }) => !isClosed);
  const place = open.findIndex(({ externalId }) => externalId === stageId);
  if (place === -1) return 0.5;
  return open.length < 2 ? 0 : place / (open.length - 1);
}

function lastOf(lines: StageLimits): StageDays {
  return lines.at(-1) ?? { quietDays: 14, stuckDays: 30 };
}

function wordsIn(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(/\p{L}+/gu) ?? []);
}
