import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { AnswerEvent } from '#contracts';
import { assistantInteractions } from '#modules/assistant';
import type { ModelGatewayOn } from '#platform/llm';
import { and, eq } from '#platform/sql';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { createRestServer } from '#test/rest-server';
import { waitUntil } from '#test/wait-until';
import { workContextOf } from '#test/work-context';
import { Problem } from './index.ts';

const suite = await databaseForSuite();
const world = await createChangeWorld(suite);
const thinking = createThinkingModel();
const ctx = { ...workContextOf(world.ctx).ctx, models: thinking.gateway };
const { server } = await createRestServer(ctx);
after(() => server.close());
const address = `/api/v1/questions?workspace=${ctx.workspaceId}`;
const accept = 'text/event-stream';

/** A model that never answers, and minds when it is asked no longer. */
function createThinkingModel() {
  const asked = Promise.withResolvers<void>();
  const stopped = Promise.withResolvers<void>();
  const gateway: ModelGatewayOn = {
    state: 'on',
    models: [{ provider: 'test', model: 'slow' }],
    generateObject: () => Promise.reject(new Error('Nothing else is asked for.')),
    estimate: () => Promise.reject(new Error('Nothing else is asked for.')),
    chooseTools: ({ signal }) => {
      asked.resolve();
      const { promise, reject } = Promise.withResolvers<never>();
      signal?.addEventListener('abort', () => {
        stopped.resolve();
        reject(signal.reason);
      });
      return promise;
    },
  };
  return { gateway, asked: asked.promise, stopped: stopped.promise };
}

function post(payload: object) {
  return server.inject({ method: 'POST', url: address, headers: { host: '127.0.0.1:8000', accept }, payload });
}

describe('a question whose answer is read as it comes', () => {
  it('is answered by events that the description has, the last with the whole', async () => {
    const answer = await post({ question: 'how much pipeline do we have?' });
    assert.equal(answer.statusCode, 200);
    assert.match(String(answer.headers['content-type']), /^text\/event-stream/);
    assert.equal(answer.headers['cache-control'], 'no-store');
    const events = answer.body
      .split('\n\n')
      .filter((part) => part.startsWith('event: '))
      .map((part) => AnswerEvent.parse(JSON.parse(part.split('\ndata: ')[1] ?? '')));
    const done = events.at(-1);
    assert.ok(done?.type === 'done');
    assert.equal(done.answer.intent, 'pipeline.total');
    assert.equal(events.flatMap((event) => (event.type === 'text' ? [event.text] : [])).join(''), done.answer.text);
  });

  it('that cannot be read is refused as ever', async () => {
    const answer = await post({ question: ' ' });
    const problem = Problem.parse(answer.json());
    assert.deepEqual([answer.statusCode, problem.code], [400, 'input.invalid']);
  });

  it('is stopped by closing the connection, and kept as stopped', async () => {
    const base = await server.listen({ port: 0, host: '127.0.0.1' });
    const question = 'Could you weigh everything against everything else, as Sam sees it?';
    const leaving = new AbortController();
    const answer = await fetch(`${base}${address}`, {
      method: 'POST',
      headers: { accept, 'content-type': 'application/json' },
      body: JSON.stringify({ question }),
      signal: leaving.signal,
    });
    const reader = answer.body?.getReader();
    const first = new TextDecoder().decode((await reader?.read())?.value);
    assert.match(first, /^event: understood\n/);
    await thinking.asked;
    leaving.abort();
    await thinking.stopped;
    await waitUntil('it is kept', {
      condition: async () => {
        const rows = await ctx.db
          .select({ outcome: assistantInteractions.outcome })
          .from(assistantInteractions)
          .where(
            and(eq(assistantInteractions.workspaceId, ctx.workspaceId), eq(assistantInteractions.question, question)),
          );
        return rows[0]?.outcome === 'stopped';
      },
    });
  });
});
