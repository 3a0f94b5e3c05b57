import { type RunningSimulator, startSimulator } from '../kit/index.ts';
import type { World } from '../world/schema.ts';
import { defineSlack } from './define-slack.ts';

export { slackConstants } from './constants.ts';

export interface StartSlack {
  /** 0 takes any free one. */
  readonly port: number;
  readonly world: World;
  readonly stateFile?: string | null | undefined;
  /** Where the app takes events, interactivity and commands alike; null sends nothing. */
  readonly webhookUrl?: string | null | undefined;
  readonly seed?: string | undefined;
}

/** Starts the stand-in for Slack on loopback. */
export async function startSlackSimulator(options: StartSlack): Promise<RunningSimulator> {
  const { port, world, stateFile, webhookUrl, seed } = options;
  const targets =
    webhookUrl === undefined ? {} : { events: webhookUrl, interactivity: webhookUrl, commands: webhookUrl };
  return startSimulator({ definition: defineSlack({ world }), port, stateFile, seed, webhookTargets: targets });
}
