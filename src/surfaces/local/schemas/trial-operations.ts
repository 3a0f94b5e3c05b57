import { MethodsTrial, TryMethodsInput } from '#contracts';
import { LimitsTrial, TryLimitsInput } from '#modules/warnings';

/** What can be tried on history before it holds. */
export const trialOperations = {
  'warnings.try': { input: TryLimitsInput, output: LimitsTrial },
  'methods.try': { input: TryMethodsInput, output: MethodsTrial },
} as const;
