import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { DomainEvent, DomainEventType, EventMessage } from '#contracts';
import { addWebhook, deliverWebhooks } from '#modules/webhooks';
import { outbox, transact } from '#platform/db';
import { publish } from '#platform/events';
import { createOutbound } from '#platform/outbound';
import { eq } from '#platform/sql';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { takeWebhooks } from '#test/take-webhooks';
import { workContextOf } from '#test/work-context';
import { createSubscribers } from './subscribers.ts';

type Data<Type extends DomainEventType> = Omit<Extract<DomainEvent, { type: Type }>, 'type'>;

/** One of each kind, as the outbox has it. */
const samples: { readonly [Type in DomainEventType]: Data<Type> } = {
  'batch.submitted': { batchId: 'bat_1' },
  'call.imported': { callId: 'call_1', version: 1, engine: null },
  'call.analyzed': { callId: 'call_1', version: 1, analysisId: 'ana_1' },
  'call.matched': { callId: 'call_1' },
  'call.removed': { callId: 'call_1', reason: 'private' },
  'change_set.proposed': { changeSetId: 'set_1', callId: null },
  'change_set.decided': { changeSetId: 'set_1' },
  'change_set.applied': { changeSetId: 'set_1' },
  'change_set.undone': { changeSetId: 'set_1' },
  'change_set.undo_refused': { changeSetId: 'set_1' },
  'commitment.changed': { commitmentId: 'com_1' },
  'commitment.settled': { commitmentId: 'com_1' },
  'contradiction.changed': { contradictionId: 'con_1' },
  'contradiction.found': { contradictionId: 'con_1' },
  'contradiction.reopened': { contradictionId: 'con_1' },
  'contradiction.resolved': { contradictionId: 'con_1' },
  'deal.changed': { recordId: 'rec_1', properties: ['amount', 'dealstage'] },
  'record.merged': { fromRecordId: 'rec_2', intoRecordId: 'rec_1' },
  'warning.raised': { warningId: 'wrn_1' },
  'warning.cleared': { warningId: 'wrn_1' },
  'gap.found': { source: 'gong', externalId: '7', cause: 'unreadable' },
  'drift.found': { driftId: 'drf_1', severity: 'low' },
  'inbox.received': { inboxId: 'inb_1', source: 'gong', kind: 'call.completed' },
  'inbox.given_up': { inboxId: 'inb_1', source: 'hubspot', kind: 'deal.propertyChange', code: 'vendor.refused' },
  'notification.requested': { notificationId: 'ntf_1' },
  'notification.settled': { notificationId: 'ntf_1', kind: 'call_summary', state: 'sent', callId: 'call_1' },
  'webhook.disabled': { endpointId: 'whe_1' },
};

const suite = await databaseForSuite();
const receiver = await takeWebhooks();
after(() => receiver.close());

async function openWorld() {
  receiver.taken.length = 0;
  const { ctx: plain } = workContextOf((await createChangeWorld(suite)).ctx);
  const ctx = { ...plain, outbound: createOutbound({ privateHosts: ['127.0.0.1'] }) };
  const engine = { stateOf: async () => null, start: async () => undefined };
  const subscriber = createSubscribers({ engine, contextFor: () => ctx }).find(({ name }) => name === 'webhooks');
  assert.ok(subscriber !== undefined);
  const request = { requestId: 'req_1', actor: { type: 'operator', name: 'maya' }, traceparent: null } as const;
  return {
    ctx,
    /** It is published, and the subscriber hears of it where it follows that kind. */
    happen: async (event: DomainEvent): Promise<number> => {
      await transact({ ctx }, (inner) => publish({ ctx: inner, event }));
      const rows = await ctx.db.select().from(outbox).where(eq(outbox.workspaceId, ctx.workspaceId));
      const eventId = Math.max(...rows.map(({ id }) => id));
      assert.ok(subscriber.types.includes(event.type), `${event.type} is followed`);
      await subscriber.handle({ eventId, workspaceId: ctx.workspaceId, event, request });
      return eventId;
    },
  };
}

describe('a program that is told of everything by webhook', () => {
  for (const type of DomainEventType.options) {
    it(`is told of ${type}, signed, in its form, and alone where it asked for that alone`, async () => {
      const { ctx, happen } = await openWorld();
      const event = DomainEvent.parse({ type, ...samples[type] });
      const other = type === 'call.matched' ? 'call.removed' : 'call.matched';
      const { endpointId, secret } = await addWebhook({ ctx, input: { url: `${receiver.url}/hook`, types: [type] } });
      await happen(DomainEvent.parse({ type: other, ...samples[other] }));
      const eventId = await happen(event);
      const done = await deliverWebhooks({ ctx, input: { endpointId, holder: 'run-1', limit: 20 } });
      assert.deepEqual([done.delivered, done.failed, receiver.taken.length], [1, 0, 1]);
      const [taken] = receiver.taken;
      const body = taken?.body ?? '';
      const seconds = Number(taken?.headers['webhook-timestamp']);
      const id = String(taken?.headers['webhook-id']);
      const expected = new Webhook(secret).sign(id, new Date(seconds * 1000), body);
      assert.ok(
        String(taken?.headers['webhook-signature']).split(' ').includes(expected),
        'by the library of the standard',
      );
      const message = EventMessage.parse(JSON.parse(body));
      assert.deepEqual([message.type, message.eventId, message.workspaceId], [type, eventId, ctx.workspaceId]);
      assert.deepEqual(DomainEvent.parse({ type: message.type, ...message.data }), event);
    });
  }
});
