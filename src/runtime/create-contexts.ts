import { userInfo } from 'node:os';
import type { AssistantContext } from '#modules/assistant';
import { loadFurtherView } from '#modules/briefings';
import { createNotificationReaders } from '#modules/notifications';
import type { SearchEngine } from '#modules/search';
import { createSpendLedger } from '#modules/spend';
import type { Actor, Context } from '#platform/context';
import { chooseModels, createModelGateway, type ModelGateway } from '#platform/llm';
import { createOutbound } from '#platform/outbound';
import type { WorkContext } from '#workflows';
import { countersOf } from './counters-of.ts';
import { noteAskedModel } from './note-asked-model.ts';
import type { Resources } from './open-resources.ts';
import { openSearchEngine } from './open-search-engine.ts';
import { workspaceIds } from './workspace-ids.ts';

/** For models whose price is not known, each workspace and day. */
const capUnpricedTokens = 2_000_000;

export interface ContextRequest {
  readonly workspaceId: string;
  readonly requestId?: string;
  /** The operator of this machine where nobody else is named. */
  readonly actor?: Actor;
}

/** Makes the context that a verb is given: who acts, where, and with which resources. */
export type ContextMaker = (request: ContextRequest) => WorkContext & AssistantContext;

export function createContexts(resources: Resources): ContextMaker {
  const { baseUrl } = resources;
  const readers = createNotificationReaders({
    baseUrl,
    loadFurther: (question) => loadFurtherView({ question, baseUrl: baseUrl() }),
  });
  const outbound = createOutbound({ privateHosts: resources.config.webhookPrivateHosts });
  const engines = createKept<SearchEngine>();
  const gateways = createKept<ModelGateway>();
  const operator: Actor = { type: 'operator', name: userInfo().username };
  return ({ workspaceId, requestId, actor = operator }) => {
    const { clock, ids, log, database, cache, threads } = resources;
    const ctx: Context = {
      actor,
      workspaceId,
      accountsIn: workspaceIds.main,
      requestId: requestId ?? ids.create('request'),
      clock,
      ids,
      log,
      db: database.db,
      cache,
    };
    const models = gateways.of(workspaceId, () => openGateway({ ctx, resources }));
    const search = engines.of(workspaceId, () => openSearchEngine({ ctx, resources }));
    const connections = resources.connectionsOf(workspaceId);
    const { engine, dryRun } = resources.config;
    const policyPlace = resources.policies.of(workspaceId);
    const notify = { readers, defaultChannel: resources.defaultChannelOf(workspaceId), dryRun };
    return {
      ...ctx,
      threads,
      models,
      connections,
      ...countersOf(resources.metrics),
      baseUrl,
      defaultEngine: engine,
      policy: policyPlace.read().inForce,
      policyPlace,
      triggerFile: resources.triggerFile,
      dryRun,
      notify,
      outbound,
      secretBox: resources.secretBox,
      search,
    };
  };
}

/** Of more workspaces than anybody has, those that were asked for longest ago go: a name may be anything. */
const mostWorkspaces = 50;

function createKept<Value>(): { of: (workspaceId: string, open: () => Value) => Value } {
  const known = new Map<string, Value>();
  return {
    of: (workspaceId, open) => {
      const value = known.get(workspaceId) ?? open();
      known.delete(workspaceId);
      known.set(workspaceId, value);
      const [oldest] = known.keys();
      if (known.size > mostWorkspaces && oldest !== undefined) known.delete(oldest);
      return value;
    },
  };
}

/** One gateway a workspace, since each has its own budget. */
function openGateway({ ctx, resources }: { ctx: Context; resources: Resources }): ModelGateway {
  const { config, httpClient, log } = resources;
  return createModelGateway({
    models: chooseModels(config.models),
    httpClient,
    log,
    timeoutMs: config.models.timeoutSeconds * 1000,
    mask: config.models.mask,
    budget: {
      capMicroUsd: config.models.budgetMicroUsd,
      capUnpricedTokens,
      ledger: createSpendLedger({ ctx }),
    },
    reuse: {
      clock: resources.clock,
      onReused: ({ provider, model, savedMicroUsd }) => {
        resources.metrics.cacheReads.inc({ kind: 'model-answer', outcome: 'hit' });
        resources.metrics.cacheSavings.inc({ provider, model }, savedMicroUsd / 1_000_000);
      },
    },
    onOutcome: (outcome) => noteAskedModel({ resources, outcome }),
  });
}
