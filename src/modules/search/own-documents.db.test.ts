import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { PersonRole, SearchQuestion } from '#contracts';
import { addDocument, removeDocument } from '#modules/documents';
import type { Actor } from '#platform/context';
import { databaseForSuite } from '#test/database-for-suite';
import type { TestContext } from '#test/test-context';
import {
  createSearchEngine,
  getSearchStatus,
  indexPending,
  noteChanges,
  repairSearch,
  type SearchContext,
  searchWorkspace,
} from './index.ts';

const suite = await databaseForSuite();

type Ctx = TestContext & SearchContext;

async function fresh(): Promise<Ctx> {
  const plain = suite.createContext({ workspaceId: await suite.createWorkspace() });
  return { ...plain, search: createSearchEngine() };
}

function as(ctx: Ctx, { role, seesOnly = null }: { role: PersonRole; seesOnly?: readonly string[] | null }): Ctx {
  const grant = { role, scopes: null, seesOnly };
  const email = `${role}@a.example`;
  const actor: Actor = { type: 'user', userId: `usr_${role}`, name: role, email, grant, credentialId: 'key_1' };
  return { ...ctx, actor };
}

async function add(ctx: Ctx, input: Parameters<typeof addDocument>[0]['input']): Promise<string> {
  const { documentId } = await addDocument({ ctx, input });
  await noteChanges({ ctx, input: { kind: 'document', ids: [documentId] } });
  return documentId;
}

async function index(ctx: Ctx): Promise<void> {
  while ((await indexPending({ ctx, input: { limit: 20 } })).more);
}

async function find(ctx: Ctx, asked: string | (Partial<SearchQuestion> & { query: string })) {
  const question = typeof asked === 'string' ? { query: asked } : asked;
  return searchWorkspace({ ctx, input: { ...question } });
}

const card = `# Lattice Pay

## Where they are strong

They import ledgers overnight.

## Where we win

### Price

Lattice charges a setup fee; we charge none.
`;

describe('search in documents of the workspace', () => {
  test('finds the section, says whom it is for, and follows another version', async () => {
    const ctx = await fresh();
    const documentId = await add(ctx, { name: 'lattice.md', text: card, audience: 'external', importance: 0.9 });
    await index(ctx);
    const { hits } = await find(ctx, { query: 'who charges a setup fee', kind: 'document' });
    assert.equal(hits.length, 1);
    const { kind, subjectId, title, audience, excerpt, callId, recordId, turn } = hits[0] ?? {};
    assert.deepEqual(
      { kind, subjectId, title, audience, callId, recordId, turn },
      {
        kind: 'document',
        subjectId: documentId,
        title: 'Lattice Pay',
        audience: 'external',
        callId: null,
        recordId: null,
        turn: null,
      },
    );
    assert.equal(excerpt, 'Where we win › Price Lattice charges a setup fee; we charge none.');
    assert.deepEqual((await find(ctx, { query: 'setup fee', kind: 'call' })).hits, []);
    await add(ctx, { name: 'lattice.md', text: '# Lattice Pay\n\nThey dropped it in autumn.' });
    await index(ctx);
    assert.deepEqual((await find(ctx, 'charges setup fee')).hits, []);
    assert.equal((await find(ctx, 'dropped in autumn')).hits[0]?.audience, 'internal');
  });

  test('a document that is removed is gone at once, also from what was read before', async () => {
    const ctx = await fresh();
    await add(ctx, { name: 'lattice.md', text: card });
    await index(ctx);
    assert.equal((await find(ctx, 'ledgers overnight')).hits.length, 1);
    await removeDocument({ ctx, input: { document: 'lattice.md' } });
    assert.deepEqual((await find(ctx, 'ledgers overnight')).hits, []);
    assert.equal((await getSearchStatus({ ctx })).documents.document, 0);
  });

  test('what is kept from a role is in no result, no count and no filter of theirs', async () => {
    const ctx = await fresh();
    await add(ctx, { name: 'floor.md', text: 'The floor price is two dollars.', roles: ['manager'] });
    await add(ctx, { name: 'list.md', text: 'The list price is three dollars.' });
    const waiting = await Promise.all(
      [ctx, as(ctx, { role: 'manager', seesOnly: [] }), as(ctx, { role: 'executive' })].map(
        async (one) => (await find(one, 'price')).waiting,
      ),
    );
    assert.deepEqual(waiting, [2, 2, 1]);
    await index(ctx);
    async function titles(one: Ctx, further: Partial<SearchQuestion> = {}): Promise<string[]> {
      return (await find(one, { query: 'price in dollars', ...further })).hits.map(({ title }) => title).sort();
    }
    for (const one of [ctx, as(ctx, { role: 'manager', seesOnly: [] }), as(ctx, { role: 'administrator' })]) {
      assert.deepEqual(await titles(one), ['floor.md', 'list.md']);
    }
    for (const one of [
      as(ctx, { role: 'executive' }),
      as(ctx, { role: 'read_only' }),
      as(ctx, { role: 'representative', seesOnly: [] }),
    ]) {
      assert.deepEqual(await titles(one), ['list.md']);
      assert.deepEqual(await titles(one, { kind: 'document' }), ['list.md']);
      assert.equal((await find(one, 'floor')).nothingBecause, 'nothing-like-it');
    }
    const chat: Actor = { type: 'chat_user', source: 'slack', userId: 'U1', name: 'Ana', email: null };
    assert.deepEqual(await titles({ ...ctx, actor: chat }), ['list.md']);
  });

  test('the repair finds what was never noted, once', async () => {
    const ctx = await fresh();
    await addDocument({ ctx, input: { name: 'lattice.md', text: card } });
    assert.equal((await getSearchStatus({ ctx })).missing, 1);
    assert.deepEqual(await repairSearch({ ctx, input: { what: 'drift' } }), { noted: 1 });
    await index(ctx);
    assert.deepEqual(await repairSearch({ ctx, input: { what: 'drift' } }), { noted: 0 });
    assert.deepEqual(await repairSearch({ ctx, input: { what: 'all' } }), { noted: 1 });
  });
});
