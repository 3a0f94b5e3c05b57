import type { FastifyInstance } from 'fastify';
import { openPolicyFiles } from '#modules/changesets';
import type { AnalysisContext } from '#modules/insights';
import { openTriggerFile } from '#modules/triggers';
import { createSecretBox } from '#platform/crypto';
import { createHealthRegistry } from '#platform/health';
import { createOutbound } from '#platform/outbound';
import { createMetrics } from '#platform/telemetry';
import { createServer } from '#surfaces/http';
import { createLiveHub } from '#surfaces/live';
import type { WorkContext } from '#workflows';

/** The whole server over the data of a bench, without vendors. */
export async function openBenchServer(ctx: AnalysisContext): Promise<FastifyInstance> {
  const off = { state: 'off', reason: 'The bench has no vendors.', action: '' } as const;
  const files = { folder: 'data', mainWorkspaceId: ctx.workspaceId, shipped: 'data/policy.yaml' };
  const policyPlace = openPolicyFiles({ ...files, log: ctx.log }).of(ctx.workspaceId);
  const work: WorkContext = {
    ...ctx,
    policy: policyPlace.read().inForce,
    policyPlace,
    triggerFile: openTriggerFile({ file: 'data/triggers.yaml', isOn: false, log: ctx.log }),
    dryRun: false,
    outbound: createOutbound({ privateHosts: [] }),
    secretBox: createSecretBox([Buffer.alloc(32, 3)]),
    connections: { calls: off, crm: off, chat: off },
    notify: {
      readers: {
        accountOf: async () => ({ recordId: null, companyName: null, ownerEmail: null, teams: [] }),
        loadView: async () => null,
      },
      defaultChannel: null,
      dryRun: false,
    },
  };
  const live = createLiveHub({ db: ctx.db, log: ctx.log });
  const server = await createServer({
    log: ctx.log,
    ids: ctx.ids,
    health: createHealthRegistry({ clock: ctx.clock }),
    metrics: createMetrics(),
    contextFor: (request) => ({ ...work, ...request }),
    access: {
      workspaceId: ctx.workspaceId,
      secretBox: createSecretBox([Buffer.alloc(32, 3)]),
      isPublicSecure: true,
      openid: null,
    },
    apiRequestsPerMinute: 1_000_000,
    webhooks: {},
    receiveSlack: null,
    publicHost: null,
    live,
  });
  server.addHook('onClose', () => live.close());
  return server;
}
