import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Context } from '#platform/context';
import { transact } from '#platform/db';
import { headOfFeed, mendFeed, publish, readEventsBetween, startOfFeed } from '#platform/events';
import { sql } from '#platform/sql';
import { databaseForSuite } from '#test/database-for-suite';
import { feedSettled } from '#test/feed-settled';
import { partyOf, storeCall } from '#test/source-calls';
import { createTakenOffWorld } from '#test/taken-off-world';
import { comparePlaces, openFeed, readFeedPage, seenEvents } from './index.ts';

const suite = await databaseForSuite();

async function openWorld() {
  return suite.createContext({ workspaceId: await suite.createWorkspace() });
}

function raise(ctx: Context, warningId: string): Promise<void> {
  return transact({ ctx }, (inner) => publish({ ctx: inner, event: { type: 'warning.raised', warningId } }));
}

describe('the feed', () => {
  it('is read page after page, of one workspace, and refused to whoever has not the right', async () => {
    const ctx = await openWorld();
    const other = await openWorld();
    const { place } = await openFeed({ ctx, input: { after: null } });
    for (const warningId of ['1', '2', '3']) await raise(ctx, warningId);
    await raise(other, 'other');
    await feedSettled(ctx);
    const first = await readFeedPage({ ctx, input: { after: place, limit: 2 } });
    assert.deepEqual(
      first.events.map(({ message }) => message.data),
      [{ warningId: '1' }, { warningId: '2' }],
    );
    assert.equal(first.hasMore, true);
    const resumed = await openFeed({ ctx, input: { after: first.through.cursor } });
    assert.equal(comparePlaces(resumed.place, first.through), 0);
    const second = await readFeedPage({ ctx, input: { after: resumed.place, limit: 2 } });
    assert.deepEqual(
      second.events.map(({ message }) => message.data),
      [{ warningId: '3' }],
    );
    assert.equal(second.hasMore, false);
    const guest = { ...ctx, actor: { type: 'webhook', source: 'gong' } as const };
    await assert.rejects(openFeed({ ctx: guest, input: { after: null } }), { code: 'access.denied' });
    await assert.rejects(readFeedPage({ ctx: guest, input: { after: place, limit: 1 } }), { code: 'access.denied' });
  });

  it('tells whose deal an activity is to be taken off of that, and not of which call', async () => {
    const { ctx, maya, lead, callId, off } = await createTakenOffWorld(suite);
    await feedSettled(ctx);
    const { events } = await readFeedPage({ ctx, input: { after: startOfFeed, limit: 50 } });
    const proposed = events.filter(({ message }) => message.type === 'change_set.proposed');
    const told = [];
    for (const reader of [maya, lead]) {
      const seen = await seenEvents({ ctx: reader, events: proposed });
      told.push(seen.map(({ message }) => message.data).filter(({ changeSetId }) => changeSetId === off.changeSetId));
    }
    const { changeSetId } = off;
    assert.deepEqual(told, [[{ changeSetId, callId: null }], [{ changeSetId, callId }]]);
    assert.equal((await seenEvents({ ctx: maya, events: proposed })).length, 1, 'nothing else of that call');
  });

  it('tells of a call that comes again only where it is another than before', async () => {
    const ctx = await openWorld();
    const maya = partyOf({ side: 'internal', name: 'Maya Okafor', speakerId: '1' });
    const call = { ctx, externalId: 'told-again', startedAt: '2026-09-10T10:00:00.000Z', parties: [maya] };
    const first = ['We meet again.'];
    const other = ['We meet once more.'];
    for (const texts of [first, first, other, other, first]) await storeCall({ ...call, texts });
    await feedSettled(ctx);
    const { events } = await readFeedPage({ ctx, input: { after: startOfFeed, limit: 10 } });
    assert.deepEqual(
      events.map(({ message: { type, data } }) => [type, data['version']]),
      [1, 2, 1].map((version) => ['call.imported', version]),
    );
    assert.deepEqual(
      await readEventsBetween({
        db: ctx.db,
        workspaceId: ctx.workspaceId,
        from: new Date(0),
        to: new Date('2100-01-01T00:00:00Z'),
        types: ['call.told_again'],
        limit: 10,
      }),
      [],
      'nor is a webhook given it again',
    );
  });

  it('names a place that it has not', async () => {
    const ctx = await openWorld();
    for (const after of ['', '1', 'a b-1', '5k-u3', '00000000-0000-4000-8000-000000000000']) {
      await assert.rejects(openFeed({ ctx, input: { after } }), { code: 'live.cursor-unknown' }, after);
    }
  });

  it('gives nobody a place of another workspace, and takes none', async () => {
    const ctx = await openWorld();
    const other = await openWorld();
    await raise(ctx, 'own');
    await raise(other, 'other');
    await feedSettled(ctx);
    const [own] = (await readFeedPage({ ctx, input: { after: startOfFeed, limit: 10 } })).events;
    const { place } = await openFeed({ ctx, input: { after: null } });
    assert.deepEqual(place, own?.place);
    const theirs = await openFeed({ ctx: other, input: { after: null } });
    const after = theirs.place.cursor;
    await assert.rejects(openFeed({ ctx, input: { after } }), { code: 'live.cursor-unknown' });
    assert.deepEqual((await openFeed({ ctx: await openWorld(), input: { after: null } })).place, startOfFeed);
  });

  it('is kept by names that do not tell how many events lie between, and begins with the first', async () => {
    const ctx = await openWorld();
    for (const warningId of ['1', '2', '3']) await raise(ctx, warningId);
    await feedSettled(ctx);
    const { place } = await openFeed({ ctx, input: { after: startOfFeed.cursor } });
    const { events } = await readFeedPage({ ctx, input: { after: place, limit: 10 } });
    const cursors = events.map((event) => event.place.cursor);
    assert.equal(new Set(cursors).size, 3);
    for (const cursor of cursors) assert.match(cursor, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-/);
  });

  it('goes on after a restore into a server that has counted less', async () => {
    const ctx = await openWorld();
    await raise(ctx, 'restored');
    await ctx.db.execute(sql`
      update outbox set transaction_id = (pg_snapshot_xmax(pg_current_snapshot())::text::bigint + 1000000)::text::xid8
      where workspace_id = ${ctx.workspaceId}`);
    await mendFeed(ctx.db);
    await raise(ctx, 'new');
    await feedSettled(ctx);
    const head = await headOfFeed({ db: ctx.db, workspaceId: null });
    const { events } = await readFeedPage({ ctx, input: { after: startOfFeed, limit: 10 } });
    assert.deepEqual(
      events.map(({ message }) => message.data),
      [{ warningId: 'restored' }, { warningId: 'new' }],
    );
    assert.ok(comparePlaces(events[1]?.place ?? head, head) <= 0);
  });
});
