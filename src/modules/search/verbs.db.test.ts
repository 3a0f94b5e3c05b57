import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { databaseForSuite } from '#test/database-for-suite';
import { partyOf, storeCall } from '#test/source-calls';
import { assertAllRefused, assertNonsenseIsNamed, assertNothingSeen, type VerbCase } from '#test/verb-cases';
import * as door from './index.ts';

const suite = await databaseForSuite();
const ctx: door.SearchContext = {
  ...suite.createContext({ workspaceId: await suite.createWorkspace() }),
  search: door.createSearchEngine(),
};
const secret = 'the quiet merger';
const callId = await storeCall({
  ctx,
  externalId: 'verbs-of-search',
  startedAt: '2026-09-01T15:00:00Z',
  parties: [partyOf({ speakerId: 's1', name: 'Priya Natarajan', side: 'external' })],
  texts: [`Let us speak of ${secret}.`],
});
await door.noteChanges({ ctx, input: { kind: 'call', ids: [callId] } });
await door.indexPending({ ctx, input: { limit: 10 } });

const cases: Readonly<Record<string, VerbCase<door.SearchContext>>> = {
  searchWorkspace: {
    ask: (as) => door.searchWorkspace({ ctx: as, input: { query: 'merger' } }),
    nonsense: (as) => door.searchWorkspace({ ctx: as, input: { query: '' } }),
  },
  noteChanges: {
    ask: (as) => door.noteChanges({ ctx: as, input: { kind: 'call', ids: [callId] } }),
    nonsense: (as) => door.noteChanges({ ctx: as, input: { kind: 'call', ids: [''] } }),
  },
  indexPending: {
    ask: (as) => door.indexPending({ ctx: as, input: { limit: 10 } }),
    nonsense: (as) => door.indexPending({ ctx: as, input: { limit: 0 } }),
  },
  repairSearch: { ask: (as) => door.repairSearch({ ctx: as, input: { what: 'drift' } }) },
  embedPending: {
    ask: (as) => door.embedPending({ ctx: as, input: { limit: 10 } }),
    nonsense: (as) => door.embedPending({ ctx: as, input: { limit: 0 } }),
  },
  syncStore: {
    ask: (as) => door.syncStore({ ctx: as, input: { limit: 10 } }),
    nonsense: (as) => door.syncStore({ ctx: as, input: { limit: 0 } }),
  },
  repairStore: { ask: (as) => door.repairStore({ ctx: as }) },
  readVectorHealth: { ask: (as) => door.readVectorHealth({ ctx: as }) },
  getSearchStatus: { ask: (as) => door.getSearchStatus({ ctx: as }) },
  sweepChanges: { ask: (as) => door.sweepChanges({ ctx: as }) },
  warmSearch: { ask: (as) => door.warmSearch({ ctx: as }) },
};

describe('every verb of search', () => {
  const notVerbs = [
    'createProviderEmbedder',
    'createSearchEngine',
    'createWordEmbedder',
    'engineOf',
    'prepareDocuments',
    'replaceDocuments',
    'stemsOf',
  ];
  test('is refused to whoever has no right to it', () => assertAllRefused({ door, notVerbs, cases, ctx }));

  test('names what is wrong with input that makes no sense', () => assertNonsenseIsNamed({ cases, ctx }));

  test('lets nothing of another workspace be seen, also by an engine that has read the first', async () => {
    const { hits } = await door.searchWorkspace({ ctx, input: { query: 'merger' } });
    assert.deepEqual(
      hits.map((hit) => hit.callId),
      [callId],
    );
    const elsewhere = { ...ctx, workspaceId: await suite.createWorkspace() };
    await assertNothingSeen({ cases, elsewhere, secrets: [callId, secret] });
    const { nothingBecause } = await door.searchWorkspace({ ctx: elsewhere, input: { query: 'merger' } });
    assert.equal(nothingBecause, 'nothing-indexed', 'of the first nothing is in the memory of the other');
  });
});
