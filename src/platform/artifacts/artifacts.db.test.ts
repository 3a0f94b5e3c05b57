import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { artifacts } from '#platform/db';
import { eq } from '#platform/sql';
import { databaseForSuite } from '#test/database-for-suite';
import { loadArtifact, storeArtifact } from './index.ts';

const suite = await databaseForSuite();

describe('a content kept by its hash', () => {
  it('is there again where it was erased and another record comes to the same', async () => {
    const ctx = suite.createContext();
    const content = Buffer.from('{"frame":"the same for two calls"}');
    const kept = { ctx, content, mediaType: 'application/json' };
    const hash = await storeArtifact({ ...kept, derivedFrom: ['call_1'] });
    await ctx.db.update(artifacts).set({ content: null, erasedAt: ctx.clock.now() }).where(eq(artifacts.hash, hash));
    await assert.rejects(loadArtifact({ ctx, hash }), { code: 'artifact.not-found' });
    assert.equal(await storeArtifact({ ...kept, derivedFrom: ['call_2'] }), hash);
    assert.deepEqual(Buffer.from(await loadArtifact({ ctx, hash })), content);
    const [row] = await ctx.db.select().from(artifacts).where(eq(artifacts.hash, hash));
    assert.deepEqual([row?.derivedFrom, row?.erasedAt], [['call_2'], null]);
  });
});
