import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { z } from 'zod';
import type { AssistantContext } from '#modules/assistant';
import type { ModelGatewayOn } from '#platform/llm';
import { analysisSuite } from '#test/analysis-suite';
import { createAssistantWorld } from '#test/assistant-world';
import { waitUntil } from '#test/wait-until';
import { createLiveHub } from './create-live-hub.ts';
import type { LiveSocket } from './live-socket.ts';

const suite = await analysisSuite();
const { ctx } = await createAssistantWorld(suite);
const hub = createLiveHub({ db: ctx.db, log: ctx.log, pollIntervalMs: 20 });
after(() => hub.close());

const Frame = z.looseObject({
  type: z.string(),
  id: z.string().optional(),
  code: z.string().optional(),
  event: z
    .looseObject({ type: z.string(), answer: z.looseObject({ outcome: z.string(), text: z.string() }).optional() })
    .optional(),
});

class MemorySocket implements LiveSocket {
  readonly frames: z.infer<typeof Frame>[] = [];
  bufferedAmount = 0;
  send(text: string, sent?: () => void): void {
    this.frames.push(Frame.parse(JSON.parse(text)));
    sent?.();
  }
  close(): void {
    return undefined;
  }
  terminate(): void {
    return undefined;
  }
  ping(): void {
    return undefined;
  }
}

/** A model that never answers; `waiting` is how many wait for it. */
function createThinkingModel() {
  const state = { waiting: 0 };
  const gateway: ModelGatewayOn = {
    state: 'on',
    models: [{ provider: 'test', model: 'slow' }],
    generateObject: () => Promise.reject(new Error('Nothing else is asked for.')),
    estimate: () => Promise.reject(new Error('Nothing else is asked for.')),
    chooseTools: ({ signal }) => {
      state.waiting += 1;
      const { promise, reject } = Promise.withResolvers<never>();
      signal?.addEventListener('abort', () => {
        state.waiting -= 1;
        reject(signal.reason);
      });
      return promise;
    },
  };
  return { state, gateway };
}

function connect(as: AssistantContext = ctx) {
  const socket = new MemorySocket();
  const client = hub.join({ socket, ctx: as });
  assert.ok(client !== null);
  function say(frame: object): void {
    client?.receive(JSON.stringify(frame));
  }
  return { socket, client, say };
}

function ended({ socket }: ReturnType<typeof connect>, id: string) {
  return waitUntil(`the answer to ${id} has ended`, {
    condition: () => socket.frames.some((frame) => frame.id === id && frame.event?.type === 'done'),
  });
}

const unknown = 'Could you weigh everything against everything else, as Sam sees it?';

describe('questions over a live connection', () => {
  it('are answered part by part, each under its name, and go on in their conversation', async () => {
    const asker = connect();
    asker.say({ type: 'ask', id: 'one', question: 'Which deals close this quarter?', conversation: 'live' });
    await ended(asker, 'one');
    asker.say({ type: 'ask', id: 'two', question: 'and last month?', conversation: 'live' });
    await ended(asker, 'two');
    const kinds = asker.socket.frames.filter(({ id }) => id === 'one').map(({ event }) => event?.type);
    assert.deepEqual([...new Set(kinds)], ['understood', 'text', 'line', 'citation', 'done']);
    assert.match(asker.socket.frames.at(-1)?.event?.answer?.text ?? '', /2026-08-01 to 2026-08-31|last month/);
  });

  it('are stopped by a word, and by going away', async () => {
    const { state, gateway } = createThinkingModel();
    const asker = connect({ ...ctx, models: gateway });
    asker.say({ type: 'ask', id: 'slow', question: unknown });
    await waitUntil('the model is asked', { condition: () => state.waiting === 1 });
    asker.say({ type: 'stop', id: 'slow' });
    await ended(asker, 'slow');
    assert.equal(asker.socket.frames.at(-1)?.event?.answer?.outcome, 'stopped');
    asker.say({ type: 'ask', id: 'again', question: unknown });
    await waitUntil('the model is asked once more', { condition: () => state.waiting === 1 });
    asker.client.gone();
    await waitUntil('it is asked no longer', { condition: () => state.waiting === 0 });
  });

  it('are refused with what is wrong: nothing asked, a name that is in use, too many at once, no right', async () => {
    const { state, gateway } = createThinkingModel();
    const asker = connect({ ...ctx, models: gateway });
    asker.say({ type: 'ask', id: 'empty', question: ' ' });
    await waitUntil('it is refused', { condition: () => asker.socket.frames.length === 1 });
    for (const id of ['a', 'b', 'c']) asker.say({ type: 'ask', id, question: unknown });
    await waitUntil('three are asked', { condition: () => state.waiting === 3 });
    for (const id of ['a', 'd']) asker.say({ type: 'ask', id, question: unknown });
    const guest = connect({ ...ctx, actor: { type: 'webhook', source: 'gong' } });
    guest.say({ type: 'ask', id: 'guest', question: 'Which deals close this quarter?' });
    await waitUntil('the guest is refused', { condition: () => guest.socket.frames.length === 1 });
    const refused = [...asker.socket.frames, ...guest.socket.frames].filter(({ type }) => type === 'error');
    assert.deepEqual(
      refused.map(({ id, code }) => [id, code]),
      [
        ['empty', 'input.invalid'],
        ['a', 'input.invalid'],
        ['d', 'input.invalid'],
        ['guest', 'access.denied'],
      ],
    );
    asker.client.gone();
  });
});
