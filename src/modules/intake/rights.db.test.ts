import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { databaseForSuite } from '#test/database-for-suite';
import { noConnections } from '#test/no-connections';
import {
  countCalls,
  findEvent,
  getEvent,
  listDeadLetters,
  listEvents,
  listReceived,
  listSyncCursors,
  listWaiting,
  lookAtHeldCalls,
  pollCalls,
  readSyncCursor,
  receiveEvent,
  requestBackfill,
  requestSync,
  retryEvent,
  saveSyncCursor,
  saveSyncProblem,
  settleEvent,
  settleTogether,
  sweepDeliveries,
  syncTrackers,
  takeDelivery,
  takeInCalls,
  waitForTranscript,
} from './index.ts';
import { keepOutCall } from './keep-out-call.ts';

const suite = await databaseForSuite();
const range = { from: '2026-09-01T00:00:00.000Z', to: '2026-09-02T00:00:00.000Z' };
const place = { source: 'gong', stream: 'calls' };
const event = {
  source: 'gong',
  kind: 'call.listed',
  dedupeKey: 'one',
  subject: '1',
  payload: {},
  occurredAt: null,
} as const;
const all = { state: null, source: null, limit: 10 };
const delivery = { source: 'gong', mark: 'one' } as const;
const waiting = { source: 'gong', kind: 'call.listed', afterInboxId: null, limit: 10 };

async function fresh() {
  const ctx = suite.createContext({ workspaceId: await suite.createWorkspace() });
  return { ...ctx, connections: noConnections };
}

describe('the inbox', () => {
  it('does nothing for whoever has not the right to it', async () => {
    const plain = await fresh();
    const chat = { type: 'chat_user', source: 'slack', userId: 'U1', name: 'Maya', email: 'maya@x.example' } as const;
    const ctx = { ...plain, actor: chat };
    const refused: Readonly<Record<string, () => Promise<unknown>>> = {
      countCalls: () => countCalls({ ctx, input: range }),
      findEvent: () => findEvent({ ctx, input: { inboxId: 'inb_1' } }),
      getEvent: () => getEvent({ ctx, input: { inboxId: 'inb_1' } }),
      keepOutCall: () =>
        keepOutCall({ ctx, input: { source: 'gong', externalId: '1', startedAt: null, reason: 'private' } }),
      listDeadLetters: () => listDeadLetters({ ctx, input: { source: null, since: null, limit: 10 } }),
      listEvents: () => listEvents({ ctx, input: all }),
      listReceived: () => listReceived({ ctx, input: { source: 'gong', limit: 10 } }),
      listSyncCursors: () => listSyncCursors({ ctx }),
      listWaiting: () => listWaiting({ ctx, input: waiting }),
      lookAtHeldCalls: () => lookAtHeldCalls({ ctx, input: { before: range.to, after: null } }),
      pollCalls: () => pollCalls({ ctx, input: { ...range, cursor: null, backfill: false } }),
      readSyncCursor: () => readSyncCursor({ ctx, input: place }),
      receiveEvent: () => receiveEvent({ ctx, input: event }),
      requestBackfill: () => requestBackfill({ ctx, input: range }),
      requestSync: () => requestSync({ ctx }),
      retryEvent: () => retryEvent({ ctx, input: { inboxId: 'inb_1' } }),
      saveSyncCursor: () => saveSyncCursor({ ctx, input: { ...place, position: {}, count: 0 } }),
      saveSyncProblem: () => saveSyncProblem({ ctx, input: { ...place, problem: { code: 'x', message: 'x' } } }),
      settleEvent: () => settleEvent({ ctx, input: { inboxId: 'inb_1', problem: null, attempts: 1 } }),
      settleTogether: () => settleTogether({ ctx, input: { inboxIds: ['inb_1'] } }),
      sweepDeliveries: () => sweepDeliveries({ ctx }),
      syncTrackers: () => syncTrackers({ ctx }),
      takeDelivery: () => takeDelivery({ ctx, input: delivery }),
      takeInCalls: () => takeInCalls({ ctx, input: { externalIds: ['1'] } }),
      waitForTranscript: () => waitForTranscript({ ctx, input: { externalId: '1', attempts: 1, inboxId: null } }),
    };
    for (const [name, attempt] of Object.entries(refused)) {
      await assert.rejects(attempt, { code: 'access.denied' }, name);
    }
  });

  it('of one workspace is nothing to another', async () => {
    const ctx = await fresh();
    const other = await fresh();
    const { inboxId } = await receiveEvent({ ctx, input: event });
    await saveSyncCursor({ ctx, input: { ...place, position: { through: range.to }, count: 1 } });
    await takeDelivery({ ctx, input: delivery });
    for (const each of [ctx, other]) each.clock.advance(300_001);
    await takeDelivery({ ctx: other, input: delivery });
    await assert.rejects(takeDelivery({ ctx, input: delivery }), { code: 'webhook.replayed' });
    assert.deepEqual((await listEvents({ ctx: other, input: all })).events, []);
    assert.deepEqual((await listWaiting({ ctx: other, input: waiting })).waiting, []);
    assert.deepEqual((await listReceived({ ctx: other, input: { source: 'gong', limit: 10 } })).events, []);
    assert.deepEqual((await listSyncCursors({ ctx: other })).cursors, []);
    assert.equal(await readSyncCursor({ ctx: other, input: place }), null);
    await assert.rejects(findEvent({ ctx: other, input: { inboxId } }), { code: 'inbox.not-found' });
    await assert.rejects(retryEvent({ ctx: other, input: { inboxId } }), { code: 'inbox.not-found' });
    await settleEvent({ ctx: other, input: { inboxId, problem: null, attempts: 1 } }).catch(() => undefined);
    await settleTogether({ ctx: other, input: { inboxIds: [inboxId] } });
    assert.equal((await getEvent({ ctx, input: { inboxId } })).state, 'received');
    assert.equal((await receiveEvent({ ctx: other, input: event })).created, true, 'its own events are its own');
    assert.equal((await readSyncCursor({ ctx, input: place }))?.position !== null, true);
  });

  it('names what is wrong with what it is asked', async () => {
    const ctx = await fresh();
    await assert.rejects(receiveEvent({ ctx, input: { ...event, dedupeKey: '' } }), { code: 'input.invalid' });
    const backwards = { from: range.to, to: range.from };
    await assert.rejects(requestBackfill({ ctx, input: backwards }), { code: 'input.invalid' });
    await assert.rejects(countCalls({ ctx, input: backwards }), { code: 'input.invalid' });
    await assert.rejects(countCalls({ ctx, input: range }), { code: 'vendor.off' });
    await assert.rejects(requestSync({ ctx }), { code: 'vendor.off' });
    await assert.rejects(syncTrackers({ ctx }), { code: 'vendor.off' });
    await assert.rejects(getEvent({ ctx, input: { inboxId: 'inb_x' } }), { code: 'inbox.not-found' });
    await assert.rejects(findEvent({ ctx, input: { inboxId: 'inb_x' } }), { code: 'inbox.not-found' });
  });
});
