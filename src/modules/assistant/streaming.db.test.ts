import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Answer, AnswerEvent } from '#contracts';
import { audit } from '#platform/audit';
import { eq } from '#platform/sql';
import { analysisSuite } from '#test/analysis-suite';
import { createAssistantWorld } from '#test/assistant-world';
import { type AssistantContext, askQuestion, assistantInteractions, listRatedQuestions } from './index.ts';

const suite = await analysisSuite();
const { ctx } = await createAssistantWorld(suite);

function ask(question: string, given: Partial<AssistantContext> = {}): Promise<Answer> {
  const asking: AssistantContext = { ...ctx, ...given };
  return askQuestion({ ctx: asking, input: { question, channel: 'api', conversation: null } });
}

async function kept(answerId: string) {
  const [row] = await ctx.db.select().from(assistantInteractions).where(eq(assistantInteractions.id, answerId));
  assert.ok(row !== undefined);
  return row;
}

describe('an answer that comes as it is made', () => {
  test('says how it was understood, then its text, lines and proofs, then the whole', async () => {
    const events: AnswerEvent[] = [];
    const answer = await ask('who said what about the bank integration?', { tell: (event) => void events.push(event) });
    assert.deepEqual([...new Set(events.map(({ type }) => type))], ['understood', 'text', 'line', 'citation', 'done']);
    const pieces = events.flatMap((event) => (event.type === 'text' ? [event.text] : []));
    assert.ok(pieces.length > 1);
    assert.equal(pieces.join(''), answer.text);
    assert.deepEqual(
      events.flatMap((event) => (event.type === 'line' ? [event.text] : [])),
      answer.lines.map(({ text }) => text),
    );
    assert.deepEqual(
      events.flatMap((event) => (event.type === 'citation' ? [event.citation] : [])),
      answer.citations,
    );
    assert.deepEqual(events.at(-1), { type: 'done', answer });
  });

  test('waits for whoever reads it', async () => {
    const read: string[] = [];
    await ask('Which deals close this quarter?', {
      tell: async ({ type }) => {
        read.push(`${type} came`);
        await new Promise((resolve) => setImmediate(resolve));
        read.push(`${type} read`);
      },
    });
    read.forEach((entry, place) => assert.match(entry, place % 2 === 0 ? /came$/ : /read$/));
  });

  test('ends where it is stopped, and what was shown is kept', async () => {
    const enough = new AbortController();
    const answer = await ask('Which deals close this quarter?', {
      signal: enough.signal,
      tell: ({ type }) => {
        if (type === 'line') enough.abort();
      },
    });
    assert.deepEqual([answer.outcome, answer.lines.length, answer.citations], ['stopped', 1, []]);
    assert.match(answer.text, /3 open deals close/);
    const row = await kept(answer.answerId);
    assert.deepEqual([row.outcome, row.intent, row.answer], ['stopped', 'deals.closing', answer]);
  });

  test('is counted with its kind, channel, outcome and times, also where it is stopped', async () => {
    const counted: unknown[] = [];
    let seconds = 0;
    const began = ctx.clock.now().getTime();
    const watched: Partial<AssistantContext> = {
      clock: { now: () => new Date(began + 1000 * seconds) },
      countAnswer: (ended) => void counted.push(ended),
    };
    const given = { channel: 'api', mode: 'rules', costMicroUsd: null } as const;
    await ask('Which deals close this quarter?', {
      ...watched,
      tell: ({ type }) => {
        if (type === 'understood') seconds = 2;
        if (type === 'line') seconds = 5;
      },
    });
    const times = { firstWordMs: 2000, durationMs: 5000 };
    assert.deepEqual(counted, [{ ...given, intent: 'deals.closing', outcome: 'answered', ...times }]);
    seconds = 0;
    await ask('Which deals close this quarter?', { ...watched, signal: AbortSignal.abort() });
    const none = { firstWordMs: null, durationMs: 0 };
    assert.deepEqual(counted[1], { ...given, intent: null, outcome: 'stopped', ...none });
  });

  test('is not begun for whoever has gone already', async () => {
    const answer = await ask('Which deals close this quarter?', { signal: AbortSignal.abort() });
    assert.deepEqual([answer.outcome, answer.text, answer.queries], ['stopped', '', []]);
  });
});

describe('what becomes of an answer', () => {
  test('is what whoever asked did with what it named, and whether they asked the same again', async () => {
    const settled = await ask('what do we owe Larkspur Hill?');
    await ctx.db
      .update(assistantInteractions)
      .set({ subjects: ['cmt_named'] })
      .where(eq(assistantInteractions.id, settled.answerId));
    const done = { ctx, action: 'commitment.settled', details: { state: 'kept' } };
    await audit({ ...done, resource: { type: 'commitment', id: 'cmt_named' } });
    await audit({ ...done, resource: { type: 'commitment', id: 'cmt_other' } });
    const other = { ...ctx, actor: { type: 'operator', name: 'somebody else' } } as const;
    await audit({ ...done, ctx: other, resource: { type: 'commitment', id: 'cmt_named' } });
    const first = await ask('how much pipeline do we have?');
    const second = await ask('How much pipeline do we have');
    const { questions } = await listRatedQuestions({ ctx, input: { rated: false, limit: 100 } });
    const became = new Map(
      questions.map(({ answerId, consequences }) => [
        answerId,
        consequences.map(({ kind, subject }) => [kind, subject]),
      ]),
    );
    assert.deepEqual(became.get(settled.answerId), [['settled', 'cmt_named']]);
    assert.deepEqual(became.get(first.answerId), [['asked_again', second.answerId]]);
    assert.deepEqual(became.get(second.answerId), []);
  });
});
