import type { WorkspaceSettings } from '#contracts';
import type { DealLimits } from './deal-limits.ts';
import { loadLimits } from './load-limits.ts';

/** What a workspace says of the limits; what it leaves out is that of data/deal-limits.yaml. */
export type OwnLimits = Pick<WorkspaceSettings, 'dealLimits' | 'warningLimits'>;

/** What holds in the end. */
export interface LimitsInForce {
  readonly limits: DealLimits;
  readonly own: WorkspaceSettings['dealLimits'];
}

export function limitsFor({ dealLimits, warningLimits = {} }: OwnLimits): LimitsInForce {
  const brought = loadLimits();
  const limits = {
    ...brought,
    nextStepWithinDays: warningLimits.nextStepWithinDays ?? brought.nextStepWithinDays,
    pushes: warningLimits.pushes ?? brought.pushes,
    singleThread: warningLimits.singleThread ?? brought.singleThread,
    ghosted: warningLimits.ghosted ?? brought.ghosted,
  };
  return { limits, own: dealLimits };
}
