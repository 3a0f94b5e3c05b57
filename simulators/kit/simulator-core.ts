import { controlRoutes } from './control-routes.ts';
import { deliverWebhooks } from './deliver-webhooks.ts';
import { createFaultPlan } from './fault.ts';
import { createRateWindows } from './rate-windows.ts';
import { createRequestLog } from './request-log.ts';
import { createSeededRandom } from './seeded-random.ts';
import { createSimulatorClock } from './simulator-clock.ts';
import type { SimulatorDefinition, SimulatorRoute, SimulatorTools } from './simulator-definition.ts';
import { createStateWriter, readStateFile, type SavedSimulator } from './state-file.ts';
import type { WebhookRules } from './webhook-delivery.ts';

export interface SimulatorCore<State> {
  readonly tools: SimulatorTools<State>;
  readonly controls: readonly SimulatorRoute<State>[];
  /** Does what is due by now. */
  tick(): void;
  close(): Promise<void>;
}

export interface CoreOptions<State> {
  readonly definition: SimulatorDefinition<State>;
  readonly seed: string;
  /** Where the state outlives the process; null keeps it in memory. */
  readonly stateFile: string | null;
  /** Where each kind of webhook goes; what is not named here goes where it went before. */
  readonly webhookTargets: Readonly<Record<string, string | null>>;
  readonly readUrl: () => string;
}

/** State, clock, faults, counters and queue of one simulator, gone on from the file where there is one. */
export async function createSimulatorCore<State>(options: CoreOptions<State>): Promise<SimulatorCore<State>> {
  const { definition, stateFile } = options;
  const { stateSchema } = definition;
  const read = stateFile === null ? null : await readStateFile({ path: stateFile, stateSchema });
  const saved = read?.saved ?? null;
  const holder = {
    state: read === null ? definition.initialState(null) : read.state,
    counters: new Map(Object.entries(saved?.counters ?? {})),
    changed: () => writer?.changed(),
  };
  const tools = createTools({ options, saved, holder });
  const writer =
    stateFile === null ? null : createStateWriter({ path: stateFile, read: () => save({ definition, tools, holder }) });

  function reset(): void {
    holder.state = definition.initialState(holder.state);
    holder.counters.clear();
    tools.clock.set({ now: null, frozen: false });
    for (const part of [tools.faults, tools.limits, tools.requests, tools.webhooks]) part.clear();
  }

  return {
    tools,
    controls: controlRoutes({ definition, reset }),
    tick: () => {
      definition.tick?.(tools);
      tools.webhooks.pump();
    },
    close: async () => {
      await tools.webhooks.close();
      await writer?.close();
    },
  };
}

/** What a reset replaces. */
interface Holder<State> {
  state: State;
  readonly counters: Map<string, number>;
  readonly changed: () => void;
}

function createTools<State>(input: {
  options: CoreOptions<State>;
  saved: SavedSimulator | null;
  holder: Holder<State>;
}): SimulatorTools<State> {
  const { options, saved, holder } = input;
  const { definition, seed } = options;
  const clock = createSimulatorClock(saved?.clock);
  const random = createSeededRandom({ seed, position: saved?.randomPosition });
  const faults = createFaultPlan({ random, planted: saved?.faults ?? [] });
  const limits = createRateWindows(() => clock.now().getTime());
  limits.enforce(saved?.limitsEnforced ?? true);
  const targets = { ...saved?.webhooks.targets, ...options.webhookTargets };
  const webhooks = deliverWebhooks<State>({
    rules: definition.webhooks ?? noWebhooks(),
    clock,
    faults,
    readState: () => holder.state,
    onChange: holder.changed,
    saved: { count: 0, deliveries: [], attempts: [], ...saved?.webhooks, targets },
  });
  return {
    title: definition.title,
    get state() {
      return holder.state;
    },
    get url() {
      return options.readUrl();
    },
    clock,
    random,
    faults,
    limits,
    requests: createRequestLog(),
    webhooks,
    count: (name) => {
      const next = (holder.counters.get(name) ?? 0) + 1;
      holder.counters.set(name, next);
      return next;
    },
    changed: holder.changed,
  };
}

function save<State>(input: {
  definition: SimulatorDefinition<State>;
  tools: SimulatorTools<State>;
  holder: Holder<State>;
}): SavedSimulator {
  const { definition, tools, holder } = input;
  return {
    version: 1,
    name: definition.name,
    state: holder.state,
    counters: Object.fromEntries(holder.counters),
    clock: tools.clock.save(),
    randomPosition: tools.random.position(),
    faults: [...tools.faults.list()],
    limitsEnforced: tools.limits.isEnforced(),
    webhooks: tools.webhooks.save(),
  };
}

function noWebhooks<State>(): WebhookRules<State> {
  return { retryDelaysMs: [], timeoutMs: 1000, write: () => ({ headers: {}, body: '' }) };
}
