export {
  createHealthRegistry,
  type HealthRegistry,
  type HealthSettings,
  type Probe,
  type ProbeResult,
} from './health-registry.ts';
