import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nearestAmong } from './nearest-among.ts';
import type { NearChunk } from './vector-store.ts';

/** A store of so many chunks, the first the nearest, that writes down what it was asked. */
function storeOf(count: number) {
  const all: NearChunk[] = Array.from({ length: count }, (_chunk, place) => ({
    chunkId: place + 1,
    score: 1 - place / count,
  }));
  const asked: { limit: number; only: number | null }[] = [];
  return {
    asked,
    ask: async ({ limit, only }: { limit: number; only: readonly number[] | null }) => {
      asked.push({ limit, only: only?.length ?? null });
      const admitted = only === null ? all : all.filter(({ chunkId }) => only.includes(chunkId));
      return admitted.slice(0, limit);
    },
  };
}

function numbers(from: number, to: number): Set<number> {
  return new Set(Array.from({ length: to - from + 1 }, (_number, place) => from + place));
}

function idsOf(found: readonly NearChunk[]): number[] {
  return found.map(({ chunkId }) => chunkId);
}

describe('the nearest of those that may be ranked', () => {
  it('are asked about alone where they are few, and not at all where there are none', async () => {
    const { ask, asked } = storeOf(100);
    assert.deepEqual(idsOf(await nearestAmong({ among: new Set([90, 7]), limit: 5, ask })), [7, 90]);
    assert.deepEqual(asked, [{ limit: 5, only: 2 }]);
    assert.deepEqual(await nearestAmong({ among: new Set(), limit: 5, ask }), []);
    assert.equal(asked.length, 1);
  });

  it('are found by asking for more, wider each time, until there are enough of them', async () => {
    const { ask, asked } = storeOf(9_000);
    assert.deepEqual(idsOf(await nearestAmong({ among: numbers(101, 9_000), limit: 10, ask })), [...numbers(101, 110)]);
    assert.deepEqual(
      asked.map(({ limit }) => limit),
      [40, 160],
    );
  });

  it('are asked about in parts where they all lie deeper than the store goes', async () => {
    const { ask, asked } = storeOf(15_000);
    assert.deepEqual(
      idsOf(await nearestAmong({ among: numbers(12_001, 15_000), limit: 3, ask })),
      [12_001, 12_002, 12_003],
    );
    assert.deepEqual(
      asked.filter(({ only }) => only !== null).map(({ only }) => only),
      [1000, 1000, 1000],
    );
  });
});
