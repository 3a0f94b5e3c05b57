import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createSearchEngine, type SearchEngine } from './search-engine.ts';

function remember(engine: SearchEngine, { workspaceId, callId }: { workspaceId: string; callId: string }): void {
  const memory = engine.memoryOf(workspaceId);
  const chunkId = memory.size + 1;
  memory.add({ chunkId, documentId: callId, callId, sides: 1, day: null, terms: new Uint32Array(), vector: null });
}

describe('the engine of search', () => {
  test('forgets a call, in its workspace alone', () => {
    const engine = createSearchEngine();
    for (const workspaceId of ['one', 'other']) {
      for (const callId of ['private', 'kept']) remember(engine, { workspaceId, callId });
    }
    engine.forgetCall({ workspaceId: 'one', callId: 'private' });
    assert.deepEqual([...engine.memoryOf('one').ids()], [2]);
    assert.deepEqual([...engine.memoryOf('other').ids()], [1, 2]);
  });

  test('has a memory for each workspace, and begins another for other vectors', () => {
    const engine = createSearchEngine();
    const memory = engine.memoryOf('one');
    assert.equal(engine.memoryOf('one'), memory);
    assert.notEqual(engine.memoryOf('other'), memory);
    assert.equal(engine.memoryOf('one'), memory);
    assert.notEqual(engine.memoryOf('one', { model: 'another', dimensions: 256 }), memory);
  });
});
