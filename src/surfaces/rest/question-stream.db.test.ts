import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { AnswerEvent } from '#contracts';
import { assistantInteractions } from '#modules/assistant';
import { and, eq } from '#platform/sql';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { createRestServer } from '#test/rest-server';
import { createThinkingModel } from '#test/thinking-model';
import { waitUntil } from '#test/wait-until';
import { workContextOf } from '#test/work-context';
import { createSophiaClient, SophiaApiError } from '../../../clients/typescript/sophia-client.ts';
import { Problem } from './index.ts';

const suite = await databaseForSuite();
const world = await createChangeWorld(suite);
const thinking = createThinkingModel();
const ctx = { ...workContextOf(world.ctx).ctx, models: thinking.gateway };
const { server } = await createRestServer(ctx);
after(() => server.close());
const base = await server.listen({ port: 0, host: '127.0.0.1' });
const address = `/api/v1/questions?workspace=${ctx.workspaceId}`;
const accept = 'text/event-stream';

async function outcomeOf(question: string): Promise<string | undefined> {
  const { workspaceId, outcome, question: asked } = assistantInteractions;
  const [row] = await ctx.db
    .select({ outcome })
    .from(assistantInteractions)
    .where(and(eq(workspaceId, ctx.workspaceId), eq(asked, question)));
  return row?.outcome;
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

  it('of 50,000 characters is refused with the number, whether its answer is read as it comes or at once', async () => {
    for (const wanted of [accept, 'application/json']) {
      const answer = await server.inject({
        method: 'POST',
        url: address,
        headers: { host: '127.0.0.1:8000', accept: wanted },
        payload: { question: 'why? '.repeat(10_000).trimEnd().padEnd(50_000, '?') },
      });
      const problem = Problem.parse(answer.json());
      assert.deepEqual([answer.statusCode, problem.code], [400, 'input.invalid']);
      assert.match(problem.detail, /at most 2,000 characters, found 50,000/);
    }
  });

  it('is stopped by closing the connection, and kept as stopped', async () => {
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
    await thinking.asked();
    leaving.abort();
    await thinking.stopped();
    await waitUntil('it is kept', {
      condition: async () => (await outcomeOf(question)) === 'stopped',
    });
  });
});

describe('the client of TypeScript', () => {
  const { workspaceId: workspace } = ctx;

  it('reads an answer as it is made, in pieces of any size', async () => {
    for (const pieceLength of [1, 7, 4096]) {
      const sophia = createSophiaClient({
        baseUrl: base,
        fetch: async (target, init) => cutInto(await fetch(target, init), pieceLength),
      });
      const events: AnswerEvent[] = [];
      const body = { question: 'which deals close this quarter? — “Größe”' };
      for await (const event of sophia.streamAskQuestion({ workspace, body })) events.push(AnswerEvent.parse(event));
      const done = events.at(-1);
      assert.ok(done?.type === 'done');
      assert.equal(events.flatMap((event) => (event.type === 'text' ? [event.text] : [])).join(''), done.answer.text);
    }
  });

  it('stops the work when its loop is left, or by a signal', async () => {
    const slow = createThinkingModel();
    const { server: second } = await createRestServer({ ...ctx, models: slow.gateway });
    after(() => second.close());
    const sophia = createSophiaClient({ baseUrl: await second.listen({ port: 0, host: '127.0.0.1' }) });
    const question = 'Could you weigh everything against everything else, as the client sees it?';
    for await (const event of sophia.streamAskQuestion({ workspace, body: { question } })) {
      assert.equal(event.type, 'understood');
      await slow.asked();
      break;
    }
    await slow.stopped();
    await waitUntil('it is kept', { condition: async () => (await outcomeOf(question)) === 'stopped' });
    const gone = sophia.streamAskQuestion({ workspace, body: { question } }, { signal: AbortSignal.abort() });
    await assert.rejects(gone.next(), { name: 'AbortError' });
    assert.equal(slow.requests(), 1);
  });

  it('throws the problem of what is refused, before the first event and after it', async () => {
    const sophia = createSophiaClient({ baseUrl: base });
    const refused = sophia.streamAskQuestion({ workspace, body: { question: ' ' } });
    await assert.rejects(refused.next(), (error) => isProblem(error, 'input.invalid'));
    const problem = {
      ...Object.fromEntries(Problem.keyof().options.map((name) => [name, name])),
      code: 'db.unreachable',
    };
    const failing = createSophiaClient({
      baseUrl: 'http://127.0.0.1',
      fetch: async () =>
        new Response(
          `event: text\ndata: {"type":"text","text":"One"}\n\n: there is more\n\nevent: error\ndata: ${JSON.stringify({ type: 'error', problem })}\n\n`,
          { headers: { 'content-type': 'text/event-stream' } },
        ),
    });
    const broken = failing.streamAskQuestion({ body: { question: 'anything' } });
    assert.deepEqual((await broken.next()).value, { type: 'text', text: 'One' });
    await assert.rejects(broken.next(), (error) => isProblem(error, 'db.unreachable'));
  });

  it('throws where the connection ends before the whole answer', async () => {
    const pieces = ['', 'event: text\ndata: {"type":"text","text":"One"}\n\n', 'event: done\ndata: {"type":"do'];
    for (const length of [1, 2, 3]) {
      const body = pieces.slice(0, length).join('');
      const cut = createSophiaClient({
        baseUrl: 'http://127.0.0.1',
        fetch: async () => new Response(body, { headers: { 'content-type': 'text/event-stream' } }),
      });
      const told: string[] = [];
      await assert.rejects(async () => {
        for await (const { type } of cut.streamAskQuestion({ body: { question: 'anything' } })) told.push(type);
      }, /^Error: Expected the whole answer of Sophia/);
      assert.deepEqual(told, length === 1 ? [] : ['text']);
    }
  });
});

function isProblem(error: unknown, code: string): boolean {
  return error instanceof SophiaApiError && error.problem.code === code;
}

/** The same answer, its bytes in pieces of a length, so that signs and events are cut anywhere. */
function cutInto(answer: Response, pieceLength: number): Response {
  const cut = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform: (chunk, controller) => {
      for (let start = 0; start < chunk.length; start += pieceLength) {
        controller.enqueue(chunk.slice(start, start + pieceLength));
      }
    },
  });
  return new Response(answer.body?.pipeThrough(cut), answer);
}
