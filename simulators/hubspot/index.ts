import { type RunningSimulator, startSimulator } from '../kit/index.ts';
import type { World } from '../world/schema.ts';
import { hubspotDefinition } from './definition.ts';

/** Starts the stand-in for HubSpot on loopback; port 0 takes any free one. */
export async function startHubspotSimulator(options: {
  port: number;
  world: World;
  stateFile?: string | null | undefined;
  webhookUrl?: string | null | undefined;
  seed?: string | undefined;
}): Promise<RunningSimulator> {
  const { port, world, stateFile, webhookUrl, seed = world.seed } = options;
  return startSimulator({
    definition: hubspotDefinition(world),
    port,
    stateFile,
    seed,
    ...(webhookUrl === undefined ? {} : { webhookTargets: { default: webhookUrl } }),
  });
}
