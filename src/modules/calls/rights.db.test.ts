import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ImportOptions } from '#contracts';
import { databaseForSuite } from '#test/database-for-suite';
import { partyOf, storeCall } from '#test/source-calls';
import {
  findCall,
  getBatchProgress,
  getCallSource,
  getTranscript,
  getWorkload,
  importItem,
  listBatchItems,
  listCalls,
  listCallVersions,
  listPendingItems,
  listProblems,
  removeCall,
  resolveCall,
  settleItems,
  submitBatch,
} from './index.ts';

const suite = await databaseForSuite();
const parties = [partyOf({ side: 'external', name: 'Ana Ruiz', speakerId: '2' })];
const options = ImportOptions.parse({
  format: null,
  date: null,
  timeZone: 'America/Chicago',
  timeZoneGiven: false,
  internalNames: [],
  internalDomains: [],
  othersExternal: true,
  engine: null,
});
const items = [{ sourceName: 'a.txt', path: null, contentBase64: Buffer.from('Ana: Hello.\n').toString('base64') }];
const page = { limit: 10, beforeCallId: null };

async function fresh() {
  return suite.createContext({ workspaceId: await suite.createWorkspace() });
}

async function storedIn(ctx: Awaited<ReturnType<typeof fresh>>): Promise<string> {
  return storeCall({ ctx, externalId: '1', startedAt: '2026-09-10T10:00:00.000Z', parties });
}

describe('calls', () => {
  it('are shut to whoever has not the right to them', async () => {
    const ctx = { ...(await fresh()), actor: { type: 'webhook', source: 'gong' } as const };
    const input = { callId: 'call_1' };
    const settled = { callVersion: 1, state: 'analyzed', analysisId: null, problem: null } as const;
    const refused: Readonly<Record<string, () => Promise<unknown>>> = {
      findCall: () => findCall({ ctx, input: { text: 'pricing' } }),
      getBatchProgress: () => getBatchProgress({ ctx, input: { batchId: 'batch_1' } }),
      getCallSource: () => getCallSource({ ctx, input }),
      getTranscript: () => getTranscript({ ctx, input: { ...input, version: null } }),
      getWorkload: () => getWorkload({ ctx }),
      importItem: () => importItem({ ctx, input: { itemId: 'item_1' } }),
      listBatchItems: () => listBatchItems({ ctx, input: { batchId: 'batch_1', afterItemId: null } }),
      listCalls: () => listCalls({ ctx, input: page }),
      listCallVersions: () => listCallVersions({ ctx, input }),
      listPendingItems: () => listPendingItems({ ctx, input: { batchId: 'batch_1', limit: 1 } }),
      listProblems: () => listProblems({ ctx, input: { limit: 1 } }),
      removeCall: () => removeCall({ ctx, input: { ...input, reason: 'private' } }),
      resolveCall: () => resolveCall({ ctx, input: { reference: 'call_1' } }),
      settleItems: () => settleItems({ ctx, input: { ...input, ...settled } }),
      storeSourceCall: () => storeCall({ ctx, externalId: '1', startedAt: '2026-09-10T10:00:00.000Z', parties }),
      submitBatch: () => submitBatch({ ctx, input: { items, options } }),
    };
    for (const [name, attempt] of Object.entries(refused)) {
      await assert.rejects(attempt, { code: 'access.denied' }, name);
    }
  });

  it('of one workspace are nothing to another, which cannot remove them', async () => {
    const ctx = await fresh();
    const other = await fresh();
    const callId = await storedIn(ctx);
    const { batchId } = await submitBatch({ ctx, input: { items, options } });
    const [itemId = ''] = await listPendingItems({ ctx, input: { batchId, limit: 10 } });
    assert.equal(await getCallSource({ ctx: other, input: { callId } }), null);
    assert.deepEqual((await listCalls({ ctx: other, input: page })).calls, []);
    assert.deepEqual(await listPendingItems({ ctx: other, input: { batchId, limit: 10 } }), []);
    assert.deepEqual((await listBatchItems({ ctx: other, input: { batchId, afterItemId: null } })).items, []);
    assert.deepEqual(await listProblems({ ctx: other, input: { limit: 10 } }), []);
    assert.equal((await getWorkload({ ctx: other })).calls, 0);
    const attempts = [
      () => getTranscript({ ctx: other, input: { callId, version: null } }),
      () => findCall({ ctx: other, input: { text: 'A conversation' } }),
      () => getBatchProgress({ ctx: other, input: { batchId } }),
      () => importItem({ ctx: other, input: { itemId } }),
    ];
    for (const attempt of attempts) await assert.rejects(attempt);
    assert.deepEqual(await removeCall({ ctx: other, input: { callId, reason: 'private' } }), {
      removed: false,
      left: [],
    });
    const settled = { callVersion: 1, state: 'failed', analysisId: null, problem: null } as const;
    await settleItems({ ctx: other, input: { callId, ...settled } });
    assert.equal((await getTranscript({ ctx, input: { callId, version: null } })).callId, callId);
  });

  it('name what is wrong with what is asked of them', async () => {
    const ctx = await fresh();
    await assert.rejects(submitBatch({ ctx, input: { items: [], options } }), { code: 'input.invalid' });
    await assert.rejects(findCall({ ctx, input: { text: 'nothing like it' } }), { code: 'call.not-found' });
    await assert.rejects(resolveCall({ ctx, input: { reference: 'call_' } }), { code: 'call.not-found' });
    await assert.rejects(getBatchProgress({ ctx, input: { batchId: 'batch_x' } }), { code: 'batch.not-found' });
  });
});
