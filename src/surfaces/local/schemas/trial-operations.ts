import { LimitsTrial, TryLimitsInput } from '#modules/warnings';

/** What can be tried on history before it holds. */
export const trialOperations = {
  'warnings.try': { input: TryLimitsInput, output: LimitsTrial },
} as const;
