import {
  LimitsTrial,
  MethodsTrial,
  PublishedLimits,
  PublishedMethods,
  PublishLimitsInput,
  PublishMethodsInput,
  TryLimitsInput,
  TryMethodsInput,
} from '#contracts';
import { Nothing } from './nothing.ts';

/** What can be tried on history before it holds, and put in force after that. */
export const trialOperations = {
  'warnings.try': { input: TryLimitsInput, output: LimitsTrial },
  'warnings.limits': { input: Nothing, output: PublishedLimits },
  'warnings.publish': { input: PublishLimitsInput, output: PublishedLimits },
  'methods.try': { input: TryMethodsInput, output: MethodsTrial },
  'methods.get': { input: Nothing, output: PublishedMethods },
  'methods.publish': { input: PublishMethodsInput, output: PublishedMethods },
} as const;
