import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SophiaError } from '#platform/errors';
import { databaseForSuite } from '#test/database-for-suite';
import type { TestContext } from '#test/test-context';
import { performEffect, performEffects, type SentEffect } from './index.ts';

const suite = await databaseForSuite();

async function fresh(): Promise<TestContext> {
  return suite.createContext({ workspaceId: await suite.createWorkspace() });
}

/** Does what `answer` says of each key, and keeps what it was asked for. */
async function perform(ctx: TestContext, answer: (key: string) => SentEffect | null) {
  const asked: string[] = [];
  const wanted = ['a', 'b', 'c'].map((key) => ({ kind: 'create_activity', key }));
  const ends = await performEffects({
    ctx,
    target: 'hubspot',
    wanted,
    send: async (sending) => {
      asked.push(...sending.map(({ key }) => key));
      return new Map(
        sending.flatMap(({ key }) => {
          const end = answer(key);
          return end === null ? [] : [[key, end] as const];
        }),
      );
    },
  });
  return { asked: asked.toSorted(), ends };
}

describe('several effects outside', () => {
  it('are made together, and none of them a second time', async () => {
    const ctx = await fresh();
    const first = await perform(ctx, (key) => ({ externalId: `id-${key}` }));
    assert.deepEqual(first.asked, ['a', 'b', 'c']);
    assert.deepEqual(first.ends.get('b'), { externalId: 'id-b' });
    const second = await perform(ctx, () => assert.fail('nothing is left to be sent'));
    assert.deepEqual([second.asked, second.ends.size], [[], 0]);
  });

  it('are made again where they were refused, and looked for where nobody knows how they ended', async () => {
    const ctx = await fresh();
    await perform(ctx, (key) => {
      if (key === 'a') return { error: new SophiaError('vendor.refused', 'No.') };
      return key === 'b' ? { error: new SophiaError('vendor.timeout', 'No answer in time.') } : null;
    });
    const again = await perform(ctx, (key) => ({ externalId: `id-${key}` }));
    assert.deepEqual(again.asked, ['a']);
    const found = await performEffect({
      ctx,
      target: 'hubspot',
      kind: 'create_activity',
      key: 'b',
      find: async () => ({ externalId: 'there' }),
      send: () => assert.fail('it is there already'),
    });
    assert.deepEqual(found, { externalId: 'there', outcome: 'found' });
  });

  it('are each made by one of two that would make them at once', async () => {
    const ctx = await fresh();
    const both = await Promise.all([1, 2].map(() => perform(ctx, (key) => ({ externalId: `id-${key}` }))));
    assert.deepEqual(both.flatMap(({ asked }) => asked).toSorted(), ['a', 'b', 'c']);
  });
});
