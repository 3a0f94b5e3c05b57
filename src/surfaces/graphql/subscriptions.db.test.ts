import assert from 'node:assert/strict';
import { once } from 'node:events';
import { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { after, describe, it } from 'node:test';
import { type ClientOptions, WebSocket } from 'ws';
import { z } from 'zod';
import type { DomainEvent } from '#contracts';
import { crmRecords } from '#modules/crm';
import { createKey, inviteUser, redeemLink, revokeKey, setTerritory } from '#modules/users';
import { dealWarnings } from '#modules/warnings';
import { transact } from '#platform/db';
import { publish } from '#platform/events';
import { eq } from '#platform/sql';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { createRestServer } from '#test/rest-server';
import { waitUntil } from '#test/wait-until';
import { workContextOf } from '#test/work-context';

const suite = await databaseForSuite();
const { ctx } = workContextOf((await createChangeWorld(suite)).ctx);
const { server } = await createRestServer(ctx);
const host = new URL(await server.listen({ host: '127.0.0.1', port: 0 })).host;
const dealId = `${ctx.workspaceId}-deal-501`;
const open: WebSocket[] = [];
after(async () => {
  for (const socket of open) socket.terminate();
  await server.close();
});
/** A busy server holds events back for a while. */
const timeoutMs = 60_000;

const Frame = z.looseObject({
  type: z.string(),
  id: z.string().optional(),
  payload: z.unknown().optional(),
});
type Frame = z.infer<typeof Frame>;
const Errors = z.array(z.object({ extensions: z.object({ code: z.string() }) }));
const Next = z.object({
  data: z.object({ events: z.record(z.string(), z.unknown()).nullable() }).nullish(),
  errors: Errors.optional(),
});

/** A socket that has said hello, and what came over it since. */
async function connect(headers: ClientOptions['headers'] = {}) {
  const socket = new WebSocket(`ws://${host}/graphql?workspace=${ctx.workspaceId}`, 'graphql-transport-ws', {
    headers,
  });
  open.push(socket);
  const frames: Frame[] = [];
  socket.on('message', (data) => frames.push(Frame.parse(JSON.parse(String(data)))));
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init' }));
  await cameTo(frames, ({ type }) => type === 'connection_ack');
  return {
    socket,
    frames,
    subscribe: (id: string, query: string, variables = {}) =>
      socket.send(JSON.stringify({ id, type: 'subscribe', payload: { query, variables } })),
    events: (id: string) =>
      frames.filter((frame) => frame.type === 'next' && frame.id === id).map(({ payload }) => Next.parse(payload)),
    came: (isMeant: (frame: Frame) => boolean) => cameTo(frames, isMeant),
  };
}

function cameTo(frames: readonly Frame[], isMeant: (frame: Frame) => boolean): Promise<unknown> {
  return waitUntil('the frame has come', { condition: () => frames.some(isMeant), timeoutMs });
}

async function raise(kind: 'no_activity' | 'ghosted' | 'no_next_step'): Promise<string> {
  const warningId = ctx.ids.create('warning');
  await transact({ ctx }, async (inner) => {
    await inner.db.insert(dealWarnings).values({
      id: warningId,
      workspaceId: ctx.workspaceId,
      recordId: dealId,
      kind,
      severity: 'low',
      explanation: 'It is quiet.',
      evidence: [],
      raisedAt: ctx.clock.now(),
    });
    await publish({ ctx: inner, event: { type: 'warning.raised', warningId } });
  });
  return warningId;
}

const asked =
  'subscription ($after: String) { events(topics: [deals], after: $after) { id type topic warning { reference title deal { name } } call { title } } }';

describe('subscriptions', () => {
  it('end with the server, which says so', async () => {
    const own = await createRestServer(ctx);
    const ownHost = new URL(await own.server.listen({ host: '127.0.0.1', port: 0 })).host;
    const socket = new WebSocket(`ws://${ownHost}/graphql?workspace=${ctx.workspaceId}`, 'graphql-transport-ws');
    await once(socket, 'open');
    const closed = once(socket, 'close');
    await own.server.close();
    assert.equal((await closed)[0], 1001);
  });

  it('tell what happens with what it names, in order, and go on behind the last one', async () => {
    const one = await connect();
    // From the beginning of what this server knows: what comes later is behind it.
    one.subscribe('a', asked);
    const marker = await connect();
    const before = await followed(one);
    const ids = [await raise('no_activity'), await raise('ghosted')];
    await waitUntil('both have come', { condition: () => one.events('a').length >= before + 2, timeoutMs });
    const told = one
      .events('a')
      .slice(before)
      .map(({ data }) => data?.events);
    assert.deepEqual(
      told.map((event) => [event?.['type'], event?.['warning']]),
      [
        ['warning.raised', { reference: ids[0], title: 'Nothing has happened', deal: { name: 'Larkspur Hill' } }],
        ['warning.raised', { reference: ids[1], title: 'The buyer does not answer', deal: { name: 'Larkspur Hill' } }],
      ],
    );
    marker.subscribe('b', asked, { after: told[0]?.['id'] });
    await waitUntil('the second has come again', { condition: () => marker.events('b').length === 1, timeoutMs });
    assert.deepEqual(marker.events('b')[0]?.data?.events?.['id'], told[1]?.['id']);
    one.socket.send(JSON.stringify({ id: 'a', type: 'complete' }));
    for (const { socket } of [one, marker]) socket.close();
  });

  it('refuse what does not fit, what is no subscription, and an event that is not of this feed', async () => {
    const { subscribe, frames, came, events, socket } = await connect();
    const refused = [
      ['query', '{ workspace { name } }', 'graphql.invalid'],
      ['unknown', 'subscription { nothing }', 'graphql.invalid'],
      ['flood', `subscription { events { ${'id '.repeat(1001)} } }`, 'graphql.too-large'],
      ['cursor', 'subscription { events(after: "nonsense") { id } }', 'live.cursor-unknown'],
    ] as const;
    for (const [id, query, code] of refused) {
      subscribe(id, query);
      await came((frame) => frame.id === id);
      const frame = frames.find((one) => one.id === id);
      const errors = frame?.type === 'error' ? Errors.parse(frame.payload) : events(id)[0]?.errors;
      assert.equal(errors?.[0]?.extensions.code, code, id);
    }
    socket.close();
  });

  it('let go who says something else, or too much', async () => {
    const wrong = await connect();
    wrong.socket.send('not JSON');
    assert.equal((await once(wrong.socket, 'close'))[0], 4400);
    const loud = await connect();
    for (let count = 0; count < 150; count += 1) loud.socket.send('{"type":"ping"}');
    assert.equal((await once(loud.socket, 'close'))[0], 1008);
    const foreign = new WebSocket(`ws://${host}/graphql`, 'graphql-transport-ws', { origin: 'https://evil.example' });
    assert.match(await refusalOf(foreign), /^403 .*access\.denied/);
  });

  it('are for who has signed in, end with the key, and are refused without the right', async () => {
    const { token } = await inviteUser({
      ctx,
      input: { email: 'maya@tidewater.example', name: 'Maya Okafor', role: 'administrator' },
    });
    const visitor = { ...ctx, actor: { type: 'visitor' } as const };
    await redeemLink({ ctx: visitor, input: { token, password: 'a long sentence that nobody guesses' } });
    const stranger = new WebSocket(`ws://${host}/graphql?workspace=${ctx.workspaceId}`, 'graphql-transport-ws');
    assert.match(await refusalOf(stranger), /^401 .*sign-in\.required/);
    const weak = await createKey({
      ctx,
      input: { kind: 'service', name: 'n8n', role: 'read_only', scopes: ['crm_access'] },
    });
    const denied = new WebSocket(`ws://${host}/graphql?workspace=${ctx.workspaceId}`, 'graphql-transport-ws', {
      headers: { authorization: `Bearer ${weak.key}` },
    });
    assert.match(await refusalOf(denied), /^403 .*access\.denied/);
    const { key, keyId } = await createKey({ ctx, input: { kind: 'service', name: 'board', role: 'administrator' } });
    const board = await connect({ authorization: `Bearer ${key}` });
    board.subscribe('a', asked);
    const before = await followed(board);
    await revokeKey({ ctx, input: { key: keyId } });
    const closed = once(board.socket, 'close');
    await raise('no_next_step');
    assert.equal((await closed)[0], 4403);
    assert.equal(board.events('a').length, before);
  });

  it('end where rights have changed, before anything is shown by those of before', async () => {
    const person = { email: 'lena@tidewater.example', name: 'Lena Brandt', role: 'manager' } as const;
    const { token } = await inviteUser({ ctx, input: person });
    const visitor = { ...ctx, actor: { type: 'visitor' } as const };
    await redeemLink({ ctx: visitor, input: { token, password: 'a long sentence that nobody guesses' } });
    const input = { kind: 'personal', name: 'Board of Lena', user: 'lena@tidewater.example' } as const;
    const { key } = await createKey({ ctx, input });
    const rules = [{ of: 'deal', property: 'amount', values: ['4711'] }] as const;
    await ctx.db
      .update(crmRecords)
      .set({ properties: { amount: '4711' } })
      .where(eq(crmRecords.id, dealId));
    const territory = { name: 'West', rules: [...rules], members: ['lena@tidewater.example'] };
    await setTerritory({ ctx, input: territory });
    const lena = await connect({ authorization: `Bearer ${key}` });
    lena.subscribe('a', asked);
    const before = await followed(lena);
    await setTerritory({ ctx, input: { ...territory, name: 'East' } });
    const closed = once(lena.socket, 'close');
    await tell({ type: 'deal.changed', recordId: dealId, properties: ['amount'] });
    assert.equal((await closed)[0], 4403);
    assert.equal(lena.events('a').length, before);
  });
});

/**
 * Raises events until the subscription `a` has one, then one of another type: once that has come, nothing of them is
 * on its way. Answers how many came.
 */
async function followed({ events }: Awaited<ReturnType<typeof connect>>): Promise<number> {
  const [warning] = await ctx.db.select().from(dealWarnings).where(eq(dealWarnings.recordId, dealId));
  await waitUntil('somebody follows', {
    condition: async () => {
      await tell({ type: 'warning.cleared', warningId: warning?.id ?? 'wrn_0' });
      return events('a').length > 0;
    },
    timeoutMs,
  });
  await tell({ type: 'deal.changed', recordId: dealId, properties: ['amount'] });
  await waitUntil('the last has come', {
    condition: () => events('a').some(({ data }) => data?.events?.['type'] === 'deal.changed'),
    timeoutMs,
  });
  return events('a').length;
}

function tell(event: DomainEvent): Promise<void> {
  return transact({ ctx }, (inner) => publish({ ctx: inner, event }));
}

async function refusalOf(socket: WebSocket): Promise<string> {
  const [, response] = await once(socket, 'unexpected-response');
  assert.ok(response instanceof IncomingMessage);
  return `${response.statusCode} ${await text(response)}`;
}
