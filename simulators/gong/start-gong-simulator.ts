import { type RunningSimulator, type SimulatorDefinition, startSimulator } from '../kit/index.ts';
import type { World } from '../world/schema.ts';
import { announceReadyCalls, callWebhooks } from './call-webhooks.ts';
import { gongControls } from './control.ts';
import { endCallsOnTime } from './end-next-call.ts';
import { gongError } from './gong-answer.ts';
import { errorFor, guard } from './guard.ts';
import { gongPages, inspector } from './inspector.ts';
import { gongRoutes } from './routes.ts';
import { GongState, gongStateOf } from './state.ts';

/** Starts the stand-in for Gong; `webhookUrl` is where its automation rule sends calls that are ready. */
export async function startGongSimulator(options: {
  port: number;
  world: World;
  stateFile?: string | null | undefined;
  webhookUrl?: string | null | undefined;
  seed?: string | undefined;
}): Promise<RunningSimulator> {
  const { port, world, stateFile, webhookUrl, seed } = options;
  const webhookTargets = webhookUrl === undefined ? {} : { default: webhookUrl };
  return startSimulator({ definition: gongDefinition(world), port, stateFile, webhookTargets, seed });
}

export function gongDefinition(world: World): SimulatorDefinition<GongState> {
  return {
    name: 'gong',
    title: 'Gong',
    initialState: (previous) => gongStateOf({ world, previous }),
    stateSchema: GongState,
    routes: gongRoutes,
    controls: gongControls,
    pages: gongPages,
    faultKinds: ['forbidden', 'cursor_expired'],
    guard,
    errorFor,
    notFound: (exchange) =>
      gongError(exchange, { status: 404, errors: [`There is no ${exchange.method} ${exchange.path}`] }),
    inspector,
    webhooks: callWebhooks,
    tick: (tools) => {
      endCallsOnTime(tools);
      announceReadyCalls(tools);
    },
  };
}
