import type { Config } from '#config';
import type { Log } from '#platform/log';
import type { OperationHost } from '#surfaces/operations';
import { startWorker, type WorkerOptions } from '#workflows';
import { type ContextMaker, createContexts } from './create-contexts.ts';
import { noteEditedSettings } from './note-edited-settings.ts';
import type { SimulatedVendors, VendorLimits } from './open-connections.ts';
import { openResources, type Resources } from './open-resources.ts';
import { openSlack, type RunningSlack } from './open-slack.ts';
import { prepareExampleWorkspace } from './prepare-example-workspace.ts';
import { prepareMainWorkspace } from './prepare-main-workspace.ts';
import { registerConnectionProbes } from './register-connection-probes.ts';
import { registerInboxProbe } from './register-inbox-probe.ts';
import { registerPolicyProbe } from './register-policy-probe.ts';
import { registerProbes } from './register-probes.ts';
import { registerTriggerProbe } from './register-trigger-probe.ts';
import { registerVectorsProbe } from './register-vectors-probe.ts';
import { registerWebhookProbe } from './register-webhook-probe.ts';
import { tendSecrets } from './tend-secrets.ts';
import { workspaceIds } from './workspace-ids.ts';

/** An open Sophia in this process. */
export interface Runtime {
  readonly resources: Resources;
  readonly contextFor: ContextMaker;
  readonly host: OperationHost;
  /** Null where Slack is not connected. */
  readonly slack: RunningSlack | null;
  /** Starts what carries the durable workflows, where this process does: once everything is there that they need. */
  startWorker(): Promise<void>;
  /** Closes everything in reverse order of opening; running steps are let end, the rest resumes at the next start. */
  close(): Promise<void>;
}

export interface RuntimeOptions {
  readonly config: Config;
  readonly log: Log;
  readonly version: string;
  /** Whether this process carries the durable workflows; `files` leaves those that speak to vendors to a server. */
  readonly worker: 'all' | 'files' | 'none';
  /** How simulated vendors are reached; null where there are none. */
  readonly simulated: SimulatedVendors | null;
  /** Those of the vendors; kept unless it is said otherwise. */
  readonly limits?: VendorLimits;
  /** Whether calls are going to be analyzed at once; false by default. */
  readonly analyzes?: boolean;
}

/** Opens the resources; nothing of what waits is carried out until the worker is started. */
export async function openRuntime(options: RuntimeOptions): Promise<Runtime> {
  const stack = new AsyncDisposableStack();
  try {
    return await open({ ...options, stack });
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

async function open(options: RuntimeOptions & { stack: AsyncDisposableStack }): Promise<Runtime> {
  const { config, worker, simulated, stack, limits = 'kept', analyzes = false } = options;
  const resources = await openResources({ ...options, limits, analyzes, serves: worker === 'all' });
  const contextFor = createContexts(resources);
  await prepareMainWorkspace({ config, contextFor });
  if (simulated !== null) await prepareExampleWorkspace({ contextFor });
  registerProbes({ resources, models: contextFor({ workspaceId: workspaceIds.main }).models });
  registerPolicyProbe(resources);
  registerTriggerProbe(resources);
  registerWebhookProbe({ resources, contextFor });
  registerInboxProbe({ resources, contextFor });
  registerVectorsProbe({ health: resources.health, contextFor });
  await tendSecrets({ resources, contextFor });
  if (worker === 'all') await noteEditedSettings({ config, contextFor });
  const slack = await openSlack({ resources, contextFor, simulated });
  registerConnectionProbes({ resources, contextFor, simulated, sockets: () => slack?.sockets() ?? null });
  if (slack !== null) stack.defer(() => slack.close());
  return {
    resources,
    contextFor,
    host: { health: resources.health, baseUrl: resources.baseUrl, contextFor },
    slack,
    startWorker: async () => {
      if (worker === 'none') return;
      try {
        const started = await startWorker(workerOptions({ resources, contextFor, takes: worker, slack }));
        stack.defer(() => started.stop());
        resources.health.register(started.probe);
      } catch (error) {
        await stack.disposeAsync();
        throw error;
      }
    },
    close: () => stack.disposeAsync(),
  };
}

function workerOptions({
  resources,
  contextFor,
  takes,
  slack,
}: {
  resources: Resources;
  contextFor: ContextMaker;
  takes: WorkerOptions['takes'];
  slack: RunningSlack | null;
}): WorkerOptions {
  const { config, database, clock, log, metrics } = resources;
  return {
    database,
    clock,
    log,
    metrics,
    leaseSeconds: config.leaseSeconds,
    concurrency: config.threads,
    contextFor,
    takes,
    random: Math.random,
    processChat: slack === null ? null : (options) => slack.processChat(options),
    connectedWorkspaces: connectedWorkspaces(resources),
    syncSeconds: config.syncSeconds,
  };
}

function connectedWorkspaces({ connectionsOf }: Resources): string[] {
  return [workspaceIds.main, workspaceIds.example].filter(
    (workspaceId) => connectionsOf(workspaceId).calls.state === 'on',
  );
}
