import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { calls, removeCall } from '#modules/calls';
import { callMatches } from '#modules/matching';
import { withRequestKey } from '#platform/request-keys';
import { eq, sql } from '#platform/sql';
import { analysisSuite } from '#test/analysis-suite';
import { createAssistantWorld } from '#test/assistant-world';
import { askQuestion, getAnswer } from './index.ts';

const suite = await analysisSuite();
const { ctx, callId } = await createAssistantWorld(suite);

describe('answers from a call that is taken out', () => {
  test('lose its words, also where they are kept to answer a request again; others stay', async () => {
    const told = await askQuestion({
      ctx,
      input: {
        question: 'who said what about the bank integration?',
        channel: 'slack',
        conversation: 'slack:C1:17.5',
      },
    });
    const counted = await askQuestion({
      ctx,
      input: { question: 'how much pipeline do we have?', channel: 'api', conversation: null },
    });
    assert.ok(told.citations.some((citation) => citation.callId === callId));
    const request = { ctx, client: 'one', key: 'k', requestHash: 'h' };
    await withRequestKey(request, async () => ({ status: 200, body: JSON.stringify(told) }));

    const { left } = await removeCall({ ctx, input: { callId, reason: 'private' } });

    assert.ok(left.some(({ label }) => label === 'Slack answer of the assistant in C1, thread 17.5'));
    const after = await getAnswer({ ctx, input: { answerId: told.answerId } });
    assert.match(after.answer?.text ?? '', /call that has been taken out/);
    assert.deepEqual((await getAnswer({ ctx, input: { answerId: counted.answerId } })).answer, counted);
    const again = await withRequestKey(request, async () => ({ status: 200, body: 'anew' }));
    assert.deepEqual([again.body, again.replayed], ['anew', false]);
    await assertNowhere('bank integration takes two days');
  });

  test('lose its title where it was one of which it was not clear what it is about', async () => {
    const { ctx: elsewhere, callId: other } = await createAssistantWorld(suite);
    const at = elsewhere.clock.now();
    await elsewhere.db.insert(callMatches).values({
      callId: other,
      workspaceId: elsewhere.workspaceId,
      state: 'unmatched',
      candidates: [],
      manual: false,
      attempts: 1,
      firstTriedAt: at,
      lastTriedAt: at,
    });
    await elsewhere.db.update(calls).set({ title: 'Pricing with Larkspur Hill' }).where(eq(calls.id, other));
    const told = await askQuestion({
      ctx: elsewhere,
      input: { question: 'are any calls missing', channel: 'api', conversation: null },
    });
    assert.match(JSON.stringify(told), /Pricing with Larkspur Hill/);
    await removeCall({ ctx: elsewhere, input: { callId: other, reason: 'private' } });
    const after = await getAnswer({ ctx: elsewhere, input: { answerId: told.answerId } });
    assert.doesNotMatch(JSON.stringify(after.answer), /Pricing with/);
  });

  test('are kept without its words where it went while they were made', async () => {
    const { ctx: elsewhere, callId: other } = await createAssistantWorld(suite);
    const answer = await askQuestion({
      ctx: {
        ...elsewhere,
        tell: async (event) => {
          if (event.type === 'understood') return;
          await removeCall({ ctx: elsewhere, input: { callId: other, reason: 'private' } });
        },
      },
      input: { question: 'who said what about the bank integration?', channel: 'api', conversation: null },
    });
    assert.ok(answer.citations.length > 0);
    const kept = await getAnswer({ ctx: elsewhere, input: { answerId: answer.answerId } });
    assert.deepEqual(kept.answer?.citations, []);
  });
});

async function assertNowhere(words: string): Promise<void> {
  const { rows } = await ctx.db.execute<{ count: number }>(sql`select count(*)::int as count
    from assistant_interactions where workspace_id = ${ctx.workspaceId} and position(${words} in answer::text) > 0`);
  assert.equal(rows[0]?.count, 0);
}
