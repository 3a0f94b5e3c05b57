import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Answer } from '#contracts';
import { type ErrorCode, SophiaError } from '#platform/errors';
import { runCommand } from '#test/run-command';
import { sampleAnswer } from '#test/sample-answer';

/** Not found at first; then how far the other workspace has been read. */
function answering(cursors: readonly unknown[], code: ErrorCode = 'change.not-found'): () => unknown {
  let count = 0;
  return () => {
    count += 1;
    if (count === 1) throw new SophiaError(code, 'Expected one, found none.');
    return { cursors };
  };
}

/** An answer at first, then how far the own workspace has been read, then the other one. */
function answered(given: Partial<Answer>, ...reads: readonly (readonly unknown[])[]): () => unknown {
  let count = 0;
  return () => {
    count += 1;
    const nothing = {
      ...sampleAnswer,
      outcome: 'nothing',
      lines: [],
      citations: [],
      figures: [],
      choices: [],
    } as const;
    return count === 1 ? { ...nothing, ...given } : { cursors: reads[count - 2] };
  };
}

describe('a question of which nothing is found in the own workspace', () => {
  const asked = ['ask', 'does larkspur hill still have an open deal?'];

  it('is said to be asked there, where that was never read or nobody there bears the name', async () => {
    const { queries } = sampleAnswer;
    for (const { messages, workspaces, code } of [
      await runCommand(asked, answered({ queries }, [], [{}])),
      await runCommand([...asked, '--json'], answered({ queries }, [], [{}])),
      await runCommand(asked, answered({ outcome: 'ask_back', queries: [] }, [], [{}])),
      await runCommand(asked, answered({ queries: [] }, [{}])),
    ]) {
      assert.match(messages, /^It was looked for in the workspace main.*add --workspace example\.$/m);
      assert.deepEqual([workspaces, code], [['main', 'example'], 0]);
    }
  });

  it('is left at that where it was read, where there is an answer, and where another workspace was asked', async () => {
    const { queries } = sampleAnswer;
    for (const { messages } of [
      await runCommand(asked, answered({ queries }, [{}], [{}])),
      await runCommand(asked, answered({ outcome: 'answered', queries: [] }, [], [{}])),
      await runCommand(asked, answered({ outcome: 'out_of_scope', queries: [] }, [], [{}])),
      await runCommand(asked, answered({ queries }, [], [])),
      await runCommand([...asked, '--workspace', 'example'], answered({ queries: [] }, [{}], [{}])),
    ])
      assert.doesNotMatch(messages, /looked for/);
  });
});

describe('what is not found in the own workspace', () => {
  it('is said to be looked for there, with the workspace of the simulated company where that has been read', async () => {
    const { workspaces, messages } = await runCommand(['changes', 'show', 'set_12345678'], answering([{}]));
    assert.deepEqual(workspaces, ['main', 'example']);
    assert.match(messages, /found none\.\n→ .*\nIt was looked for in the workspace main.*add --workspace example/s);
  });

  it('is looked for in the other workspace, whatever it is that each has its own of', async () => {
    for (const noun of [
      'answer',
      'batch',
      'competitor',
      'document',
      'inbox',
      'notification',
      'person',
      'quota',
    ] as const) {
      const { messages } = await runCommand(['changes', 'show', 'x'], answering([{}], `${noun}.not-found`));
      assert.match(messages, /add --workspace example/, noun);
    }
  });

  it('is left at that where there is no simulated company, and where that was asked', async () => {
    const alone = await runCommand(['changes', 'show', 'set_12345678'], answering([]));
    assert.doesNotMatch(alone.messages, /looked for/);
    const there = await runCommand(['changes', 'show', 'set_1', '--workspace', 'example'], answering([{}]));
    assert.deepEqual(there.workspaces, ['example']);
    assert.doesNotMatch(there.messages, /looked for/);
  });

  it('is left at that where it belongs to no workspace: accounts, keys and teams are the same in all', async () => {
    for (const code of [
      'workspace.not-found',
      'vendor.not-found',
      'user.not-found',
      'key.not-found',
      'team.not-found',
      'territory.not-found',
    ] as const) {
      const { workspaces, messages } = await runCommand(['changes', 'show', 'x'], answering([{}], code));
      assert.deepEqual(workspaces, ['main'], code);
      assert.doesNotMatch(messages, /looked for/, code);
    }
  });
});
