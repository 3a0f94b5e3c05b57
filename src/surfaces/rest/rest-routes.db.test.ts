import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { z } from 'zod';
import { applyChangeSet, changeSets } from '#modules/changesets';
import { receiveEvent } from '#modules/intake';
import { recordStation } from '#modules/ledger';
import { matchCall } from '#modules/matching';
import { SophiaError } from '#platform/errors';
import { createChangeWorld, setting } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { createRestServer } from '#test/rest-server';
import { partyOf, storeCall } from '#test/source-calls';
import { workContextOf } from '#test/work-context';
import { everyPage, SophiaApiError } from '../../../clients/typescript/sophia-client.ts';
import { Problem } from './index.ts';

const suite = await databaseForSuite();
const world = await createChangeWorld(suite);
const { ctx } = workContextOf(world.ctx);
const webhooks = {
  hubspot: async () => {
    throw new SophiaError('webhook.unauthentic', 'Expected a webhook that HubSpot has signed, found no signature.');
  },
};
const { server, client } = await createRestServer(ctx, { webhooks });
after(() => server.close());

const host = '127.0.0.1:8000';
const workspace = ctx.workspaceId;
const inWorkspace = `workspace=${workspace}`;

async function get(path: string, headers: Record<string, string> = {}) {
  return server.inject({ method: 'GET', url: `/api/v1${path}`, headers: { host, ...headers } });
}

async function post(path: string, given: { body?: string | object; headers?: Record<string, string> } = {}) {
  const { body, headers = {} } = given;
  const url = path.startsWith('/webhooks') ? path : `/api/v1${path}`;
  const payload = body === undefined ? {} : { payload: body };
  return server.inject({ method: 'POST', url, headers: { host, ...headers }, ...payload });
}

function problemIn(answer: Awaited<ReturnType<typeof get>>): string {
  assert.match(String(answer.headers['content-type']), /^application\/problem\+json/);
  const problem = Problem.parse(answer.json());
  assert.deepEqual([problem.status, problem.type], [answer.statusCode, `/api/v1#${problem.code}`]);
  assert.match(problem.requestId, /^req_/);
  return `${problem.status} ${problem.code}`;
}

async function problemOfClient(asked: Promise<unknown>): Promise<string> {
  const error = await asked.then(
    () => assert.fail('it was answered'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof SophiaApiError, String(error));
  return error.problem.code;
}

describe('changes by the client', () => {
  it('are listed, decided by a part of the id, and taken back', async () => {
    const [change] = await world.propose([setting('amount', '27500')]);
    assert.ok(change);
    const { changeId, changeSetId } = change;
    const { changeSets: listed } = await client.listChanges({ workspace, state: 'waiting' });
    assert.deepEqual(
      listed.map((set) => set.changeSetId),
      [changeSetId],
    );
    const reference = changeId.slice(0, -1);
    const { decided } = await client.decideChange({
      workspace,
      reference,
      body: { decision: 'approve', value: '26000' },
    });
    assert.equal(decided[0]?.state, 'approved');
    await applyChangeSet({ ctx, input: { changeSetId } });
    assert.equal((await client.undoChange({ workspace, reference: changeId })).undone, 1);
    const again = await client.decideChange({ workspace, reference: changeId, body: { decision: 'approve' } });
    assert.deepEqual([again.decided[0]?.state, again.decided[0]?.outcome], ['undone', 'already']);
    assert.equal((await client.getChange({ workspace, reference: changeId })).changeId, changeId);
    const { entries } = await client.listWrites({ workspace });
    assert.ok(entries.length >= 2);
    const field = { workspace, objectType: 'deal', record: 'larkspur', property: 'amount' } as const;
    assert.equal((await client.explainField(field)).record.name, 'Larkspur Hill');
  });

  it('are refused with what is wrong: the id, the body, the query, the workspace', async () => {
    const none = await post(`/changes/chg_ffffffff/decision?${inWorkspace}`, { body: { decision: 'approve' } });
    assert.equal(problemIn(none), '404 change.not-found');
    for (const body of [{ decision: 'perhaps' }, { decision: 'approve', more: 1 }, {}]) {
      assert.equal(
        problemIn(await post(`/changes/chg_ffffffff/decision?${inWorkspace}`, { body })),
        '400 input.invalid',
      );
    }
    assert.equal(problemIn(await post(`/changes/chg_ffffffff/undo?${inWorkspace}`)), '400 input.invalid');
    for (const query of ['state=lost', 'limit=0', 'lmit=1', 'limit=1&limit=2', 'limit=many']) {
      assert.equal(problemIn(await get(`/changes?${query}`)), '400 input.invalid', query);
    }
    for (const path of ['/changes', '/ledger', '/deals/x', '/trackers']) {
      assert.equal(problemIn(await get(`${path}?workspace=nowhere`)), '404 workspace.not-found', path);
    }
  });

  it('are not changed at the word of a page of another site, or in another workspace', async () => {
    const [change] = await world.propose([setting('next_steps', 'Board')], { key: 'call:two:v1' });
    const path = `/changes/${change?.changeId}/decision`;
    const body = { decision: 'approve' };
    const foreign = await post(`${path}?${inWorkspace}`, { body, headers: { origin: 'https://evil.example' } });
    assert.equal(problemIn(foreign), '403 access.denied');
    const other = await suite.createWorkspace();
    assert.equal(problemIn(await post(`${path}?workspace=${other}`, { body })), '404 change.not-found');
  });
});

describe('lists', () => {
  it('go on page by page to their end, each row once', async () => {
    for (const count of [1, 2, 3])
      await world.propose([setting('next_steps', `Step ${count}`)], { key: `call:p${count}:v1` });
    const sets: string[] = [];
    for await (const page of everyPage(client.listChanges, { workspace, limit: 1 })) {
      sets.push(...page.changeSets.map(({ changeSetId }) => changeSetId));
    }
    const all = await ctx.db.select({ id: changeSets.id }).from(changeSets);
    assert.deepEqual(sets, [...new Set(sets)]);
    const { changeSets: whole } = await client.listChanges({ workspace, limit: 500 });
    assert.deepEqual(
      sets,
      whole.map(({ changeSetId }) => changeSetId),
    );
    assert.ok(all.length >= sets.length && sets.length >= 3);
  });

  it('refuse a cursor of another list', async () => {
    const { nextCursor } = await client.listChanges({ workspace, limit: 1 });
    assert.ok(nextCursor !== null);
    for (const ask of [
      () => client.listChanges({ workspace, state: 'applied', cursor: nextCursor }),
      () => client.listCalls({ workspace, cursor: nextCursor }),
      () => client.listWarnings({ workspace, cursor: 'next' }),
    ]) {
      assert.equal(await problemOfClient(ask()), 'cursor.malformed');
    }
  });

  it('are empty where there is nothing, each with its own name', async () => {
    const empty = { workspace: await suite.createWorkspace() };
    assert.deepEqual(await client.listCalls(empty), { calls: [], nextCursor: null });
    assert.deepEqual(await client.listDeals(empty), { deals: [], nextCursor: null });
    assert.deepEqual(await client.listCommitments(empty), { commitments: [], nextCursor: null });
    assert.deepEqual(await client.listContradictions(empty), { contradictions: [], nextCursor: null });
    assert.deepEqual(await client.listWarnings(empty), { warnings: [], nextCursor: null });
    assert.deepEqual(await client.listDuplicates(empty), { duplicates: [], nextCursor: null });
    assert.deepEqual(await client.listEvents(empty), { events: [], nextCursor: null });
    assert.deepEqual(await client.listNotifications(empty), { notifications: [], nextCursor: null });
    assert.deepEqual(await client.listTrackers(empty), { trackers: [], nextCursor: null });
    assert.deepEqual(await client.listPeople(empty), { people: [], nextCursor: null });
  });
});

describe('an event of the inbox', () => {
  it('is read by a part of its id, with what the vendor sent', async () => {
    const payload = { objectType: 'deal', externalIds: ['501'] };
    const event = { source: 'hubspot', kind: 'deal.propertyChange', dedupeKey: 'one', subject: '501' } as const;
    const { inboxId } = await receiveEvent({ ctx, input: { ...event, payload, occurredAt: null } });
    const { dedupeKey: _, ...known } = event;
    assert.deepEqual(await client.getEvent({ workspace, inboxId: inboxId.slice(-8) }), {
      ...known,
      inboxId,
      address: null,
      payload,
      state: 'received',
      attempts: 0,
      occurredAt: null,
      receivedAt: ctx.clock.now().toISOString(),
      settledAt: null,
      problem: null,
    });
    assert.equal(problemIn(await get(`/inbox/inb_ffffffff?${inWorkspace}`)), '404 inbox.not-found');
  });
});

describe('calls and deals by the client', () => {
  it('are found, searched, and said to be about another deal', async () => {
    const parties = [partyOf({ side: 'external', name: 'Ana Ruiz', speakerId: '2' })];
    const startedAt = '2026-09-10T10:00:00.000Z';
    const callId = await storeCall({ ctx, externalId: workspace, startedAt, parties });
    await matchCall({ ctx, input: { callId } });
    const { calls } = await client.listCalls({ workspace, limit: 1 });
    assert.equal(calls[0]?.callId, callId);
    const { hits } = await client.searchCall({ workspace, callId: callId.slice(-10), query: 'speak' });
    assert.ok(hits.length > 0);
    const body = { objectType: 'deal', record: 'larkspur' } as const;
    const { match } = await client.correctMatch({ workspace, callId, body });
    assert.deepEqual([match.manual, match.links[0]?.name], [true, 'Larkspur Hill']);
    assert.equal((await client.getDeal({ workspace, name: 'larkspur' })).calls[0]?.callId, callId);
    assert.equal(await problemOfClient(client.getReport({ workspace, callId })), 'analysis.not-found');
    assert.equal(await problemOfClient(client.getReport({ workspace, callId: 'call_ffffffff' })), 'call.not-found');
    assert.equal(await problemOfClient(client.compareInsights({ workspace, callId })), 'analysis.not-found');
    assert.equal(await problemOfClient(client.getDeal({ workspace, name: 'nobody' })), 'record.not-found');
  });

  it('are opened at a sentence or a turn, with a problem for what is not there', async () => {
    const parties = [partyOf({ side: 'external', name: 'Sam Field', speakerId: '2' })];
    const startedAt = '2026-09-12T10:00:00.000Z';
    const texts = ['Good to speak.', 'We cannot pay more.'];
    const callId = await storeCall({ ctx, externalId: 'passage', startedAt, parties, texts });
    const passage = await client.getPassage({ workspace, callId: callId.slice(-12), place: '0.1', around: 0 });
    assert.deepEqual(
      [passage.id, passage.text, passage.speaker, passage.side, passage.startMs],
      [`${callId}#0.1`, 'We cannot pay more.', 'Sam Field', 'external', 5000],
    );
    const cases = {
      [`${callId}/passages/1`]: '404 passage.not-found',
      [`${callId}/passages/0.7`]: '404 passage.not-found',
      [`${callId}/passages/one`]: '400 passage.malformed',
      [`${callId}/passages/0%230`]: '400 passage.malformed',
      'call_ffffffff/passages/0': '404 call.not-found',
      [`${callId}/passages/0?version=0`]: '400 input.invalid',
      [`${callId}/passages/0?version=2`]: '404 passage.not-found',
    };
    for (const [path, problem] of Object.entries(cases)) {
      const address = `/calls/${path}${path.includes('?') ? '&' : '?'}${inWorkspace}`;
      assert.equal(problemIn(await get(address)), problem, path);
    }
  });

  it('come in by their content, never by a path of this machine', async () => {
    const contentBase64 = Buffer.from('Maya: Hello there.\nAna: Hello.\n').toString('base64');
    const { batchId } = await client.submitBatch({
      workspace,
      body: { items: [{ sourceName: 'a.txt', contentBase64 }] },
    });
    assert.equal((await client.getBatch({ workspace, batchId })).total, 1);
    const { items } = await client.listBatchItems({ workspace, batchId });
    assert.deepEqual([items[0]?.sourceName, items[0]?.state], ['a.txt', 'pending']);
    const byPath = { items: [{ sourceName: 'a.txt', path: '/etc/hostname', contentBase64: null }] };
    assert.equal(problemIn(await post(`/batches?${inWorkspace}`, { body: byPath })), '400 input.invalid');
  });

  it('arrive, or are missing with a cause, by days', async () => {
    const startedAt = new Date('2026-09-14T10:00:00Z');
    await recordStation({ ctx, input: { source: 'gong', externalId: '1', stations: ['received'], startedAt } });
    const { since, days, gaps, drifts } = await client.getLedger({ workspace, since: '2026-09-01' });
    assert.deepEqual([since, days.length, gaps, drifts], ['2026-09-01', 1, [], []]);
    for (const day of ['yesterday', '0000-01-01', '2026-02-30']) {
      assert.equal(await problemOfClient(client.getLedger({ workspace, since: day })), 'input.invalid', day);
    }
  });
});

describe('what is read', () => {
  it('carries a tag, and is not sent again to whoever has it', async () => {
    const path = `/trackers?${inWorkspace}`;
    const first = await get(path);
    const tag = String(first.headers['etag']);
    assert.match(tag, /^"[\w-]{27}"$/);
    assert.equal(first.headers['cache-control'], 'private, no-cache');
    for (const known of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
      const again = await get(path, { 'if-none-match': known });
      assert.deepEqual([again.statusCode, again.body, again.headers['etag']], [304, '', tag], known);
    }
    assert.equal((await get(path, { 'if-none-match': '"other"' })).statusCode, 200);
    const head = await server.inject({ method: 'HEAD', url: `/api/v1${path}`, headers: { host } });
    assert.deepEqual([head.statusCode, head.body, head.headers['etag']], [200, '', tag]);
  });

  it('has the description and a page of it, which asks for nothing from outside', async () => {
    const description = await get('/openapi.json');
    assert.equal(z.object({ openapi: z.string() }).parse(description.json()).openapi, '3.1.1');
    const page = await get('');
    assert.match(String(page.headers['content-type']), /^text\/html/);
    assert.match(String(page.headers['content-security-policy']), /default-src 'none'.*script-src 'none'/);
    assert.doesNotMatch(page.body, /(?:src|href)="(?:https?:)?\/\//);
    for (const id of ['listCalls', 'schema-ChangeSet', 'cursor.malformed', 'address.not-found']) {
      assert.ok(page.body.includes(`id="${id}"`), id);
    }
  });
});

describe('a write with a key', () => {
  const body = { name: 'Price talk', kind: 'keyword', phrases: ['list price'], side: null } as const;

  it('is done once and answered again, and its key fits nothing else', async () => {
    const headers = { 'idempotency-key': 'tracker-1' };
    const first = await post(`/trackers?${inWorkspace}`, { body, headers });
    const again = await post(`/trackers?${inWorkspace}`, { body: { ...body }, headers });
    assert.deepEqual([first.statusCode, again.statusCode, again.body], [200, 200, first.body]);
    assert.deepEqual(
      [first.headers['idempotency-replayed'], again.headers['idempotency-replayed']],
      [undefined, 'true'],
    );
    const other = await post(`/trackers?${inWorkspace}`, { body: { ...body, phrases: ['other'] }, headers });
    assert.equal(problemIn(other), '422 idempotency.key-reused');
    const elsewhere = await post(`/sync?${inWorkspace}`, { body: {}, headers });
    assert.equal(problemIn(elsewhere), '422 idempotency.key-reused');
    const replaced = await client.addTracker({ workspace, body }, { idempotencyKey: 'tracker-2' });
    assert.equal(replaced.replaced, true);
  });

  it('is refused where the key is none', async () => {
    for (const key of ['two words', 'ü', 'x'.repeat(256), '']) {
      const refused = await post(`/trackers?${inWorkspace}`, { body, headers: { 'idempotency-key': key } });
      assert.equal(problemIn(refused), '400 input.invalid', key);
    }
  });
});

describe('a request that cannot be read', () => {
  it('is refused with a code of its own', async () => {
    const path = `/trackers?${inWorkspace}`;
    const asText = await post(path, { body: '{}', headers: { 'content-type': 'text/plain' } });
    assert.equal(problemIn(asText), '415 request.media-type');
    const asForm = await post(path, { body: 'a=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } });
    assert.equal(problemIn(asForm), '415 request.media-type');
    const broken = await post(path, { body: '{"secret', headers: { 'content-type': 'application/json' } });
    assert.equal(problemIn(broken), '400 input.invalid');
    assert.ok(!broken.body.includes('secret'));
    const large = await post(path, { body: { name: 'x'.repeat(300_000) } });
    assert.equal(problemIn(large), '413 request.too-large');
    const zero = await get(`/deals/${encodeURIComponent('a\0b')}?${inWorkspace}`);
    assert.equal(problemIn(zero), '400 input.invalid');
    assert.equal(problemIn(await get('/ledger?workspace=%00')), '400 input.invalid');
    assert.equal(problemIn(await get('/nothing')), '404 address.not-found');
  });

  it('is told which methods there are', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH'] as const) {
      const refused = await server.inject({ method, url: '/api/v1/trackers', headers: { host } });
      assert.equal(problemIn(refused), '405 method.not-allowed', method);
      assert.equal(refused.headers['allow'], 'GET, POST, HEAD');
    }
  });
});

describe('a client that asks too often', () => {
  it('is told how much is left, and then to wait', async () => {
    const limited = await createRestServer(ctx, { apiRequestsPerMinute: 2 });
    after(() => limited.server.close());
    const url = `/api/v1/policy?${inWorkspace}`;
    const first = await limited.server.inject({ url, headers: { host } });
    assert.equal(first.headers['ratelimit-policy'], '"default";q=2;w=60');
    assert.match(String(first.headers['ratelimit']), /^"default";r=1;t=\d+$/);
    assert.equal(first.headers['ratelimit-remaining'], '1');
    await limited.server.inject({ url, headers: { host } });
    const refused = await limited.server.inject({ url, headers: { host } });
    assert.equal(problemIn(refused), '429 request.too-many');
    assert.ok(Number(refused.headers['retry-after']) > 0);
    const other = await limited.server.inject({ url, headers: { host }, remoteAddress: '127.0.0.2' });
    assert.equal(other.statusCode, 200);
  });
});

describe('a webhook that nobody has signed', () => {
  it('is refused with what to do, and stands in the log', async () => {
    assert.equal(problemIn(await post('/webhooks/hubspot', { body: [] })), '401 webhook.unauthentic');
    const line = world.ctx.log.lines.find(({ sentence }) => sentence === 'A webhook was refused');
    assert.match(JSON.stringify(line), /\/webhooks\/.*found no signature.*Compare the secret/s);
    assert.equal(problemIn(await post('/webhooks/salesforce', { body: [] })), '409 vendor.off');
  });
});
