import { describe, it } from 'node:test';
import { createOutbound } from '#platform/outbound';
import { databaseForSuite } from '#test/database-for-suite';
import { createTestSecretBox } from '#test/test-secret-box';
import { assertAllRefused, assertNonsenseIsNamed, assertNothingSeen, type VerbCase } from '#test/verb-cases';
import type { WebhookContext } from './index.ts';
import * as door from './index.ts';

const suite = await databaseForSuite();
const url = 'https://hooks.tidewater.example/sophia';
const outbound = createOutbound({
  privateHosts: [],
  resolve: async () => [],
});
const from = '2026-09-14T00:00:00Z';

async function openWorld() {
  const ctx: WebhookContext = {
    ...suite.createContext({ workspaceId: await suite.createWorkspace() }),
    outbound,
    secretBox: createTestSecretBox(),
  };
  const { endpointId } = await door.addWebhook({ ctx, input: { url, types: ['*'] } });
  const { deliveryId } = await door.testWebhook({ ctx, input: { endpoint: endpointId } });
  const cases: Readonly<Record<string, VerbCase<WebhookContext>>> = {
    addWebhook: {
      ask: (asked) => door.addWebhook({ ctx: asked, input: { url: 'https://other.example/', types: ['*'] } }),
      nonsense: (asked) => door.addWebhook({ ctx: asked, input: { url: 'nonsense', types: [] } }),
    },
    deliverWebhooks: {
      ask: (asked) => door.deliverWebhooks({ ctx: asked, input: { endpointId, holder: 'x', limit: 1 } }),
    },
    enableWebhook: {
      ask: (asked) => door.enableWebhook({ ctx: asked, input: { endpoint: endpointId } }),
      nonsense: (asked) => door.enableWebhook({ ctx: asked, input: { endpoint: '%' } }),
    },
    getWebhookDelivery: {
      ask: (asked) => door.getWebhookDelivery({ ctx: asked, input: { delivery: deliveryId } }),
      nonsense: (asked) => door.getWebhookDelivery({ ctx: asked, input: { delivery: '' } }),
    },
    listWebhookDeliveries: {
      ask: (asked) =>
        door.listWebhookDeliveries({ ctx: asked, input: { endpoint: null, state: null, before: null, limit: 10 } }),
      nonsense: (asked) =>
        door.listWebhookDeliveries({ ctx: asked, input: { endpoint: null, state: null, before: null, limit: -1 } }),
    },
    hasWebhooks: { ask: (asked) => door.hasWebhooks({ ctx: asked }) },
    listWebhooks: { ask: (asked) => door.listWebhooks({ ctx: asked }) },
    queueWebhooks: { ask: (asked) => door.queueWebhooks({ ctx: asked, input: { eventId: 1, type: 'call.analyzed' } }) },
    resealWebhookSecrets: { ask: (asked) => door.resealWebhookSecrets({ ctx: asked }) },
    removeWebhook: {
      ask: (asked) => door.removeWebhook({ ctx: asked, input: { endpoint: endpointId } }),
      nonsense: (asked) => door.removeWebhook({ ctx: asked, input: { endpoint: '' } }),
    },
    replayWebhooks: {
      ask: (asked) => door.replayWebhooks({ ctx: asked, input: { what: 'range', endpoint: endpointId, from } }),
      nonsense: (asked) =>
        door.replayWebhooks({ ctx: asked, input: { what: 'range', endpoint: endpointId, from, to: from } }),
    },
    rotateWebhookSecret: {
      ask: (asked) => door.rotateWebhookSecret({ ctx: asked, input: { endpoint: endpointId } }),
      nonsense: (asked) => door.rotateWebhookSecret({ ctx: asked, input: { endpoint: endpointId, overlapHours: -1 } }),
    },
    testWebhook: {
      ask: (asked) => door.testWebhook({ ctx: asked, input: { endpoint: endpointId } }),
      nonsense: (asked) => door.testWebhook({ ctx: asked, input: { endpoint: '' } }),
    },
  };
  return { ctx, cases, secrets: [endpointId, deliveryId, url] };
}

describe('webhooks', () => {
  it('are refused to whoever has not the right, and nonsense is named', async () => {
    const { ctx, cases } = await openWorld();
    await assertAllRefused({ door, notVerbs: [], cases, ctx });
    await assertNonsenseIsNamed({ cases, ctx });
  });

  it('of one workspace are nothing to another', async () => {
    const { ctx, cases, secrets } = await openWorld();
    const elsewhere = { ...ctx, workspaceId: await suite.createWorkspace() };
    await assertNothingSeen({ cases, elsewhere, secrets });
  });
});
