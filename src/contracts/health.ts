import { z } from 'zod';

export const HealthState = z.enum(['healthy', 'degraded', 'starting', 'unhealthy', 'off']);
export type HealthState = z.infer<typeof HealthState>;

/** The state of one dependency: since when, why, and what to do about it. */
export const DependencyHealth = z.strictObject({
  name: z.string().min(1),
  state: HealthState,
  since: z.iso.datetime(),
  reason: z.string(),
  action: z.string().nullable(),
});
export type DependencyHealth = z.infer<typeof DependencyHealth>;

/** `degraded` and `starting` serve what is there; `unhealthy` does not. A dependency that is off does not count. */
export const HealthReport = z.strictObject({
  state: z.enum(['healthy', 'degraded', 'starting', 'unhealthy']),
  dependencies: z.array(DependencyHealth),
});
export type HealthReport = z.infer<typeof HealthReport>;
