import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { countCalls, listCallsById, listTurnsAt, shareTurns } from '#modules/calls';
import { listChangeSetsById, shareChangeSets } from '#modules/changesets';
import { listCommitmentsById, shareCommitments } from '#modules/commitments';
import { listContradictionsById, shareContradictions } from '#modules/contradictions';
import { countRecords, listRecordsById, shareAssociated } from '#modules/crm';
import { listClaimsById, shareClaims } from '#modules/insights';
import { shareCallsOfRecords, shareRecordsOfCalls } from '#modules/matching';
import { listWarningsById, shareWarnings } from '#modules/warnings';
import type { Context } from '#platform/context';
import type { Share } from '#platform/db';
import { analysisSuite } from '#test/analysis-suite';
import { createGraphWorld, personOf } from '#test/graph-world';

const suite = await analysisSuite();
const { ctx, dealId, callIds } = await createGraphWorld(suite);
const elsewhere = { ...ctx, workspaceId: await suite.createWorkspace() };
const page = { after: null, limit: 10 };
const callId = callIds[0] ?? '';
const parents = [ctx.workspaceId];
const all = { of: 'workspace', parents, ...page } as const;

type Shares = (asker: Context) => Promise<ReadonlyMap<string, Share>>;

const lists: Readonly<Record<string, Shares>> = {
  shareTurns: (asker) => shareTurns({ ctx: asker, input: { callIds, ...page } }),
  shareClaims: (asker) => shareClaims({ ctx: asker, input: { callIds, list: null, ...page } }),
  shareCallsOfRecords: (asker) => shareCallsOfRecords({ ctx: asker, input: { recordIds: [dealId], ...page } }),
  shareRecordsOfCalls: (asker) => shareRecordsOfCalls({ ctx: asker, input: { callIds, objectType: 'deal', ...page } }),
  shareAssociated: (asker) =>
    shareAssociated({ ctx: asker, input: { recordIds: [dealId], toType: 'contact', ...page } }),
  shareCommitments: (asker) => shareCommitments({ ctx: asker, input: { ...all, state: null, dueBy: null } }),
  shareContradictions: (asker) => shareContradictions({ ctx: asker, input: { ...all, state: null } }),
  shareWarnings: (asker) => shareWarnings({ ctx: asker, input: { ...all, kind: null, standing: true } }),
  shareChangeSets: (asker) => shareChangeSets({ ctx: asker, input: { ...all, kind: null, state: null } }),
};

type Rows = (given: { asker: Context; ids: readonly string[] }) => Promise<number>;

const rows: Readonly<Record<string, Rows>> = {
  shareTurns: async ({ asker, ids }) => {
    const places = ids.map((turn) => ({ callId, version: 1, turn: Number(turn) }));
    return (await listTurnsAt({ ctx: asker, input: { places } })).turns.length;
  },
  shareClaims: async ({ asker, ids }) => (await listClaimsById({ ctx: asker, input: { claimIds: ids } })).size,
  shareCallsOfRecords: async ({ asker, ids }) => (await listCallsById({ ctx: asker, input: { callIds: ids } })).size,
  shareRecordsOfCalls: async ({ asker, ids }) =>
    (await listRecordsById({ ctx: asker, input: { recordIds: ids } })).size,
  shareCommitments: async ({ asker, ids }) =>
    (await listCommitmentsById({ ctx: asker, input: { commitmentIds: ids } })).size,
  shareContradictions: async ({ asker, ids }) =>
    (await listContradictionsById({ ctx: asker, input: { contradictionIds: ids } })).size,
  shareWarnings: async ({ asker, ids }) => (await listWarningsById({ ctx: asker, input: { warningIds: ids } })).size,
  shareChangeSets: async ({ asker, ids }) =>
    (await listChangeSetsById({ ctx: asker, input: { changeSetIds: ids } })).size,
};

describe('what the graph reads', () => {
  it('is of its own workspace, whole for who sees everything, and nothing to another', async () => {
    for (const [name, list] of Object.entries(lists)) {
      const [found] = (await list(ctx)).values();
      assert.ok(found !== undefined && found.ids.length > 0 && found.total >= found.ids.length, name);
      assert.equal((await list(elsewhere)).size, 0, name);
      const load = rows[name];
      if (load === undefined) continue;
      assert.equal(await load({ asker: ctx, ids: found.ids }), found.ids.length, name);
      assert.equal(await load({ asker: elsewhere, ids: found.ids }), 0, name);
      assert.equal(await load({ asker: ctx, ids: [] }), 0, name);
    }
    assert.deepEqual([await countCalls({ ctx }), await countCalls({ ctx: elsewhere })], [{ total: 3 }, { total: 0 }]);
    const input = { objectType: 'deal', text: 'larkspur' } as const;
    assert.deepEqual(
      [await countRecords({ ctx, input }), await countRecords({ ctx: elsewhere, input })],
      [{ total: 1 }, { total: 0 }],
    );
  });

  it('is shut to whoever has not the right to it', async () => {
    const asker = { ...ctx, actor: { type: 'webhook', source: 'gong' } as const };
    const attempts = [
      ...Object.values(lists).map((list) => () => list(asker)),
      ...Object.values(rows).map((load) => () => load({ asker, ids: ['1'] })),
      () => countCalls({ ctx: asker }),
      () => countRecords({ ctx: asker, input: { objectType: 'deal' } }),
    ];
    for (const attempt of attempts) await assert.rejects(attempt, { code: 'access.denied' });
  });

  it('is of calls and deals what somebody sees', async () => {
    const seen = [
      'shareTurns',
      'shareClaims',
      'shareCallsOfRecords',
      'shareRecordsOfCalls',
      'shareAssociated',
    ] as const;
    const maya = { ...ctx, actor: personOf('maya@tidewater.example') };
    const ben = { ...ctx, actor: personOf('ben@tidewater.example') };
    for (const name of seen) {
      const list = lists[name];
      assert.ok(list !== undefined);
      const [found] = (await list(maya)).values();
      assert.ok(found !== undefined && found.ids.length > 0, name);
      assert.equal((await list(ben)).size, 0, name);
      const load = rows[name];
      if (load !== undefined) assert.equal(await load({ asker: ben, ids: found.ids }), 0, name);
    }
    assert.deepEqual(await countCalls({ ctx: ben }), { total: 0 });
    assert.deepEqual(await countRecords({ ctx: ben, input: { objectType: 'deal' } }), { total: 0 });
  });
});
