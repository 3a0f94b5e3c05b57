import { z } from 'zod';
import type { SeededRandom } from './seeded-random.ts';

/** What any vendor can be told to do wrong while it answers a request. */
export const requestFaultKinds = [
  'latency',
  'rate_limited',
  'server_error',
  'unavailable',
  'unauthorized',
  'dropped_before',
  'dropped_after',
] as const;

/** What any vendor can be told to do wrong with what it sends by itself. */
export const webhookFaultKinds = [
  'webhook_lost',
  'webhook_doubled',
  'webhook_late',
  'webhook_reordered',
  'webhook_wrong_signature',
] as const;

export const Fault = z.strictObject({
  kind: z.string().min(1),
  /** How often it strikes; null until it is cleared. */
  times: z.int().min(1).nullable().default(1),
  /** A method and a path, `*` for any run of characters: `POST /v2/calls/*`. For a webhook its topic. Null for all. */
  route: z.string().min(1).nullable().default(null),
  probability: z.number().min(0).max(1).default(1),
  latencyMs: z.int().min(0).default(2000),
  /** For `rate_limited`; null leaves the header out. */
  retryAfterSeconds: z.int().min(0).nullable().default(1),
  /** For `webhook_late`. */
  delayMs: z.int().min(0).default(10_000),
  /** What a fault of one vendor needs beyond this. */
  detail: z.record(z.string(), z.unknown()).default({}),
});
export type Fault = z.infer<typeof Fault>;

export interface FaultPlan {
  add(fault: Fault): void;
  /** The first planted fault of one of these kinds that strikes in this place; it is counted down. */
  take(wanted: { kinds: readonly string[]; places: readonly string[] }): Fault | null;
  list(): readonly Fault[];
  clear(): void;
}

export function createFaultPlan({ random, planted = [] }: { random: SeededRandom; planted?: Fault[] }): FaultPlan {
  let faults = [...planted];
  return {
    add: (fault) => {
      faults.push(fault);
    },
    take: ({ kinds, places }) => {
      const found = faults.find((fault) => kinds.includes(fault.kind) && isIn(fault, places) && strikes(fault, random));
      if (found === undefined) return null;
      faults = faults.flatMap((fault) => (fault === found ? countedDown(fault) : [fault]));
      return found;
    },
    list: () => faults,
    clear: () => {
      faults = [];
    },
  };
}

function isIn({ route }: Fault, places: readonly string[]): boolean {
  if (route === null) return true;
  const pattern = new RegExp(`^${route.split('*').map(RegExp.escape).join('.*')}$`, 'u');
  return places.some((place) => pattern.test(place));
}

function strikes({ probability }: Fault, random: SeededRandom): boolean {
  return probability >= 1 || random.next() < probability;
}

function countedDown(fault: Fault): Fault[] {
  if (fault.times === null) return [fault];
  return fault.times > 1 ? [{ ...fault, times: fault.times - 1 }] : [];
}
