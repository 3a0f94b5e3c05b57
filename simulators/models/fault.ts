import { z } from 'zod';

export const Vendor = z.enum(['openai', 'anthropic']);
export type Vendor = z.infer<typeof Vendor>;

/**
 * What a model's API can be told to do wrong. The first group spoils the answer's form, the second its truth, the
 * third the exchange itself.
 */
export const FaultKind = z.enum([
  'malformed_json',
  'wrong_schema',
  'truncated',
  'refusal',
  'empty_answer',
  'not_an_api',
  'altered_quote',
  'wrong_speaker',
  'wrong_turn',
  'invented_number',
  'invented_name',
  'reversed_wording',
  'slow',
  'rate_limited',
  'quota_exhausted',
  'server_error',
  'unavailable',
  'overloaded',
  'dropped_connection',
  'dropped_midway',
  'unauthorized',
  'model_not_found',
]);
export type FaultKind = z.infer<typeof FaultKind>;

export const Fault = z.strictObject({
  kind: FaultKind,
  /** Null for both vendors. */
  vendor: Vendor.nullable().default(null),
  /** How many requests it spoils; null for every one until a reset. */
  times: z.int().min(1).nullable().default(1),
  /** For `slow`. */
  latencyMs: z.int().min(0).default(5000),
  /** For `rate_limited` and `overloaded`; null leaves the header out. */
  retryAfterSeconds: z.number().min(0).nullable().default(1),
});
export type Fault = z.infer<typeof Fault>;

export interface FaultPlan {
  add(fault: Fault): void;
  /** Takes the first planted fault that is for this vendor and counts it down. */
  take(vendor: Vendor): Fault | null;
  list(): readonly Fault[];
  clear(): void;
}

export function createFaultPlan(): FaultPlan {
  let planted: Fault[] = [];
  return {
    add: (fault) => {
      planted.push(fault);
    },
    take: (vendor) => {
      const found = planted.find((fault) => fault.vendor === null || fault.vendor === vendor);
      if (found === undefined) return null;
      planted = planted.flatMap((fault) => (fault === found ? countedDown(fault) : [fault]));
      return found;
    },
    list: () => planted,
    clear: () => {
      planted = [];
    },
  };
}

function countedDown(fault: Fault): Fault[] {
  if (fault.times === null) return [fault];
  return fault.times > 1 ? [{ ...fault, times: fault.times - 1 }] : [];
}
