import assert from 'node:assert/strict';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';
import { z } from 'zod';
import { takeWebhooks, type WebhookTaker } from '#test/take-webhooks';
import { waitUntil } from '#test/wait-until';
import type { RunningSimulator } from '../kit/index.ts';
import { smallUpcomingCalls } from '../world/small-calls.ts';
import { smallWorld } from '../world/small-world.ts';
import { gongKey, startGongSimulator } from './index.ts';

const all = { fromDateTime: '2026-09-01T00:00:00Z', toDateTime: '2026-12-01T00:00:00Z' };
const Records = z.strictObject({
  totalRecords: z.int(),
  currentPageSize: z.int(),
  currentPageNumber: z.int(),
  cursor: z.string().optional(),
});
const Calls = z.object({ requestId: z.string(), records: Records, calls: z.array(z.looseObject({})) });
const Errors = z.strictObject({ requestId: z.string(), errors: z.array(z.string()).min(1) });
const MetaData = z.object({ metaData: z.object({ id: z.string(), isPrivate: z.boolean(), title: z.string() }) });
const Summary = z.object({ id: z.string(), startedAt: z.string(), endedAt: z.string(), transcriptAt: z.string() });
const Transcripts = z.object({
  records: Records,
  callTranscripts: z.array(
    z.object({
      callId: z.string(),
      transcript: z.array(
        z.object({
          speakerId: z.string(),
          sentences: z.array(z.looseObject({ start: z.int(), end: z.int(), text: z.string() })),
        }),
      ),
    }),
  ),
});

let gong: RunningSimulator;
let taker: WebhookTaker;

before(async () => {
  taker = await takeWebhooks();
  gong = await startGongSimulator({ port: 0, world: smallWorld(), webhookUrl: `${taker.url}/webhooks/gong` });
});
after(async () => {
  await gong.close();
  taker.close();
});

async function startAnew(): Promise<void> {
  await control('reset', {});
  await control('clock', { now: '2026-11-16T12:00:00Z', frozen: true });
  await control('limits', { enforced: false });
  taker.taken.length = 0;
}

describe('who may ask', () => {
  beforeEach(startAnew);

  it('refuses a wrong key and one whose scope is missing', async () => {
    for (const authorization of [undefined, 'Basic d3Jvbmc6d3Jvbmc=', 'Bearer x']) {
      const answer = await fetch(`${gong.url}/v2/users`, {
        headers: authorization === undefined ? {} : { authorization },
      });
      assert.equal(answer.status, 401);
      Errors.parse(await answer.json());
    }
    await control('faults', { kind: 'forbidden' });
    assert.equal((await get('users')).status, 403);
    assert.equal((await get('users')).status, 200);
  });

  it('answers three a second and ten thousand a day, and says how long to wait', async () => {
    await control('limits', { enforced: true });
    for (let count = 0; count < 3; count += 1) assert.equal((await get('users')).status, 200);
    const limited = await get('users');
    assert.equal(limited.status, 429);
    assert.equal(limited.headers.get('retry-after'), '1');
    assert.deepEqual(Errors.parse(await limited.json()).errors, ['API request limit exceeded']);
    await control('clock', { advanceMs: 1000 });
    assert.equal((await get('users')).status, 200);
  });
});

describe('calls', () => {
  beforeEach(startAnew);

  it('are listed in pages, each with the cursor of the next', async () => {
    await control('settings', { pageSize: 2 });
    const first = Calls.parse(await (await get('calls', all)).json());
    assert.deepEqual(
      { ...first.records, cursor: null },
      { totalRecords: 3, currentPageSize: 2, currentPageNumber: 0, cursor: null },
    );
    const cursor = first.records.cursor ?? '';
    const second = Calls.parse(await (await get('calls', { ...all, cursor })).json());
    assert.deepEqual(second.records, { totalRecords: 3, currentPageSize: 1, currentPageNumber: 1 });
    assert.deepEqual(
      [...first.calls, ...second.calls].map(({ id }) => id),
      ['8100000000000000001', '8100000000000000002', '8100000000000000003'],
    );
  });

  it('come back as errors where a cursor is old, foreign or nonsense', async () => {
    await control('settings', { pageSize: 2 });
    const { records } = Calls.parse(await (await get('calls', all)).json());
    const cursor = records.cursor ?? '';
    const foreign = await get('calls', { ...all, fromDateTime: '2026-10-01T00:00:00Z', cursor });
    assert.equal(foreign.status, 400);
    assert.equal((await get('calls', { ...all, cursor: 'nonsense' })).status, 400);
    await control('clock', { advanceMs: 3_600_001 });
    const old = await get('calls', { ...all, cursor });
    assert.equal(old.status, 400);
    assert.deepEqual(Errors.parse(await old.json()).errors, ['cursor has expired']);
  });

  it('are 404 where none fits, and 400 where the question is wrong', async () => {
    const none = await get('calls', { fromDateTime: '2020-01-01T00:00:00Z', toDateTime: '2020-01-02T00:00:00Z' });
    assert.equal(none.status, 404);
    assert.deepEqual(Errors.parse(await none.json()).errors, ['No calls found corresponding to the provided filters']);
    assert.equal((await get('calls', { fromDateTime: '2026-01-01' })).status, 400);
    assert.equal((await post('calls/extensive', {})).status, 400);
    assert.equal((await post('calls/extensive', { filter: { callIds: ['abc'] } })).status, 400);
    assert.equal((await get('calls/99')).status, 404);
    assert.equal((await get('nothing')).status, 404);
  });

  it('take the start of a range in and leave its end out', async () => {
    const started = '2026-10-27T19:00:00Z';
    const including = await get('calls', { fromDateTime: started, toDateTime: '2026-10-28T00:00:00Z' });
    assert.equal(Calls.parse(await including.json()).calls.length, 1);
    const excluding = await get('calls', { fromDateTime: '2026-10-27T00:00:00+02:00', toDateTime: started });
    assert.equal(excluding.status, 404);
  });

  it('have the parts that were asked for and no other', async () => {
    const filter = { callIds: ['8100000000000000002'] };
    const bare = Calls.parse(await (await post('calls/extensive', { filter })).json());
    assert.deepEqual(Object.keys(bare.calls[0] ?? {}), ['metaData']);
    const contentSelector = {
      exposedFields: {
        parties: true,
        content: { brief: true, trackers: true, trackerOccurrences: true },
        interaction: { questions: true, personInteractionStats: true, speakers: false },
      },
    };
    const full = Calls.parse(await (await post('calls/extensive', { filter, contentSelector })).json());
    const call = z
      .object({
        metaData: z.object({ primaryUserId: z.literal('7100000000000000001'), scope: z.literal('External') }),
        parties: z.array(z.looseObject({ speakerId: z.string().optional(), affiliation: z.string() })).length(4),
        content: z.strictObject({
          brief: z.string().startsWith('Tom finds'),
          trackers: z.array(
            z.looseObject({ name: z.string(), occurrences: z.array(z.looseObject({ speakerId: z.string() })) }),
          ),
        }),
        interaction: z.strictObject({
          questions: z.strictObject({ companyCount: z.literal(0), nonCompanyCount: z.literal(1) }),
          interactionStats: z.array(z.strictObject({ name: z.string(), value: z.number() })).length(5),
        }),
      })
      .parse(full.calls[0]);
    assert.deepEqual(
      call.content.trackers.map(({ name, occurrences }) => [name, occurrences.map(({ speakerId }) => speakerId)]),
      [
        ['Competitors', ['614', '612']],
        ['Budget', ['614']],
      ],
    );
    const shares = Object.fromEntries(call.interaction.interactionStats.map(({ name, value }) => [name, value]));
    assert.ok((shares['Talk Ratio'] ?? 0) > 0.2 && (shares['Talk Ratio'] ?? 1) < 0.5, String(shares['Talk Ratio']));
    assert.equal(shares['Patience'], 0.45);
  });

  it('join their transcript to people by the id of the speaker', async () => {
    const answer = await post('calls/transcript', { filter: { callIds: ['8100000000000000001'] } });
    const [transcript] = Transcripts.parse(await answer.json()).callTranscripts;
    assert.deepEqual(new Set(transcript?.transcript.map(({ speakerId }) => speakerId)), new Set(['601', '602']));
    assert.equal(transcript?.transcript[0]?.sentences[0]?.text, 'Thanks for making the time, Ana.');
  });

  it('end when told to, and become complete one part after the other', async () => {
    const ended = Summary.parse(await (await control('calls/next', null)).json());
    assert.equal(ended.endedAt, '2026-11-16T12:00:00.000Z');
    const filter = { callIds: [ended.id] };
    assert.equal((await get(`calls/${ended.id}`)).status, 200);
    assert.equal((await post('calls/extensive', { filter })).status, 404);
    await control('clock', { advanceMs: 15_000 });
    assert.equal((await post('calls/extensive', { filter })).status, 200);
    assert.equal((await post('calls/transcript', { filter })).status, 404);
    assert.equal(taker.taken.length, 0);
    await control('clock', { advanceMs: 75_000 });
    assert.equal((await post('calls/transcript', { filter })).status, 200);
    await waitUntil('the webhook has come', { condition: () => taker.taken.length === 1 });
    const refused = await steer({ path: 'calls/next', body: null, status: 409 });
    assert.match(await refused.text(), /No call of the world is left/);
  });

  it('turn private, lose their transcript, change it and vanish when told to', async () => {
    const id = '8100000000000000002';
    const filter = { callIds: [id] };
    await change(`calls/${id}`, { isPrivate: true });
    const [call] = Calls.parse(await (await post('calls/extensive', { filter })).json()).calls;
    assert.equal(MetaData.parse(call).metaData.isPrivate, true);
    const monologues = [{ speakerId: '611', topic: null, sentences: [{ startMs: 0, endMs: 900, text: 'Corrected.' }] }];
    await change(`calls/${id}`, { monologues });
    const changed = Transcripts.parse(await (await post('calls/transcript', { filter })).json());
    assert.equal(changed.callTranscripts[0]?.transcript.length, 1);
    await change(`calls/${id}`, { transcriptDelayMs: null });
    assert.equal((await post('calls/transcript', { filter })).status, 404);
    await change(`calls/${id}`, { hasVanished: true });
    assert.equal((await get(`calls/${id}`)).status, 404);
    await steer({ path: 'calls/77', body: { hasVanished: true }, status: 404, method: 'PATCH' });
  });

  it('can be added, once', async () => {
    const [call] = smallUpcomingCalls;
    await control('calls', { calls: [{ ...call, startedAt: '2026-11-15T10:00:00Z' }], announced: true });
    const answer = await get('calls', { fromDateTime: '2026-11-15T10:00:00Z', toDateTime: '2026-11-15T10:00:01Z' });
    assert.equal(Calls.parse(await answer.json()).calls.length, 1);
    await steer({ path: 'calls', body: call, status: 409 });
  });

  it('end by themselves in live mode', async () => {
    await control('live', { everyMs: 5000, transcriptDelayMs: 0 });
    await control('clock', { advanceMs: 5000 });
    await waitUntil('the call was sent', { condition: () => taker.taken.length === 1 });
    assert.equal((await get('calls/8100000000000000004')).status, 200);
  });
});

describe('people and settings', () => {
  beforeEach(startAnew);

  it('are listed in pages and found by id', async () => {
    await control('settings', { pageSize: 3 });
    const Users = z.object({
      records: Records,
      users: z.array(z.looseObject({ id: z.string(), emailAliases: z.string().array() })),
    });
    const first = Users.parse(await (await get('users')).json());
    assert.equal(first.users.length, 3);
    assert.equal(first.users[1]?.['emailAddress'], 'lferrer@tidewaterledger.example');
    assert.deepEqual(first.users[1]?.emailAliases, ['luis.ferrer@tidewaterledger.example']);
    const second = Users.parse(await (await get('users', { cursor: first.records.cursor ?? '' })).json());
    assert.deepEqual(
      second.users.map(({ id }) => id),
      ['7100000000000000004'],
    );
    assert.equal((await get('users/7100000000000000001')).status, 200);
    assert.equal((await get('users/1')).status, 404);
    assert.equal((await post('users/extensive', { filter: { userIds: ['7100000000000000003'] } })).status, 200);
    assert.equal((await post('users/extensive', { filter: { userIds: ['3'] } })).status, 404);
  });

  it('have workspaces and trackers', async () => {
    const Workspaces = z.object({ workspaces: z.array(z.looseObject({ id: z.string() })) });
    const { workspaces } = Workspaces.parse(await (await get('workspaces')).json());
    const workspaceId = workspaces[0]?.id ?? '';
    const Trackers = z.object({ keywordTrackers: z.array(z.looseObject({ trackerName: z.string() })) });
    const { keywordTrackers } = Trackers.parse(await (await get('settings/trackers', { workspaceId })).json());
    assert.deepEqual(
      keywordTrackers.map(({ trackerName }) => trackerName),
      ['Budget', 'Competitors', 'Churn risk', 'Security'],
    );
    assert.equal((await get('settings/trackers', { workspaceId: '1' })).status, 404);
  });

  it('have figures by day of the company', async () => {
    const filter = { fromDate: '2026-10-06', toDate: '2026-10-07' };
    const Stats = z.object({
      fromDateTime: z.literal('2026-10-06T05:00:00.000Z'),
      peopleInteractionStats: z.array(z.looseObject({ userEmailAddress: z.string() })),
    });
    const { peopleInteractionStats } = Stats.parse(await (await post('stats/interaction', { filter })).json());
    assert.deepEqual(
      peopleInteractionStats.map(({ userEmailAddress }) => userEmailAddress),
      ['maya.okafor@tidewaterledger.example'],
    );
    const winter = { fromDate: '2026-12-01', toDate: '2026-12-02' };
    assert.equal((await post('stats/interaction', { filter: winter })).status, 404);
  });
});

describe('the webhook of the automation rule', () => {
  beforeEach(startAnew);

  async function sent(path: string, body: unknown) {
    await control(path, body);
    await waitUntil('the webhook has come', { condition: () => taker.taken.length === 1 });
    const [webhook] = taker.taken;
    assert.ok(webhook !== undefined);
    return webhook;
  }
  async function isSigned(token: string): Promise<boolean> {
    const answer = await fetch(`${gong.url}/_control/webhook-key`);
    const { publicKey } = z.object({ publicKey: z.string() }).parse(await answer.json());
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    const [head, claims, signature = ''] = token.split('.');
    return verify('RSA-SHA256', Buffer.from(`${head}.${claims}`), key, Buffer.from(signature, 'base64url'));
  }

  it('carries the whole call and a token for this body and this address', async () => {
    const { headers, body, path } = await sent('calls/next', { transcriptDelayMs: 0 });
    assert.equal(path, '/webhooks/gong');
    const { callData, isTest } = z.object({ callData: z.looseObject({}), isTest: z.boolean() }).parse(JSON.parse(body));
    assert.equal(isTest, false);
    assert.deepEqual(Object.keys(callData), [
      'metaData',
      'context',
      'parties',
      'content',
      'interaction',
      'collaboration',
      'media',
    ]);
    const token = headers.authorization ?? '';
    assert.equal(await isSigned(token), true);
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    assert.deepEqual(claims, {
      webhook_url: `${taker.url}/webhooks/gong`,
      body_sha256: createHash('sha256').update(body).digest('hex'),
      iat: Date.parse('2026-11-16T12:00:00Z') / 1000,
      exp: Date.parse('2026-11-16T12:05:00Z') / 1000,
    });
  });

  it('can stand behind Bearer, be signed wrongly, and be a test', async () => {
    await control('settings', { webhookToken: 'bearer' });
    await control('faults', { kind: 'webhook_wrong_signature' });
    const { headers, body } = await sent('calls/8100000000000000001/webhook', { isTest: true });
    assert.match(body, /"isTest":true/);
    assert.match(headers.authorization ?? '', /^Bearer ey/);
    assert.equal(await isSigned((headers.authorization ?? '').slice('Bearer '.length)), false);
  });

  it('can have a token without times, the same for the same call whenever it is sent', async () => {
    await control('settings', { webhookToken: 'untimed' });
    const first = await sent('calls/8100000000000000001/webhook', { isTest: false });
    const token = first.headers.authorization ?? '';
    assert.ok(await isSigned(token));
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    assert.deepEqual(Object.keys(claims), ['webhook_url', 'body_sha256']);
    const second = await sent('calls/8100000000000000001/webhook', { isTest: false });
    assert.equal(second.headers.authorization, token);
  });

  it('can be the bare call, without a token', async () => {
    await control('settings', { webhookToken: 'none', bareWebhookBody: true });
    const { headers, body } = await sent('calls/next', { transcriptDelayMs: 0 });
    assert.equal(headers.authorization, undefined);
    assert.equal(MetaData.parse(JSON.parse(body)).metaData.id, '8100000000000000004');
  });

  it('keeps its key through a reset', async () => {
    const before = await (await fetch(`${gong.url}/_control/webhook-key`)).text();
    await control('reset', {});
    assert.equal(await (await fetch(`${gong.url}/_control/webhook-key`)).text(), before);
  });
});

const authorization = `Basic ${Buffer.from(`${gongKey.accessKey}:${gongKey.secret}`).toString('base64')}`;

async function get(path: string, query: Record<string, string> = {}): Promise<Response> {
  const search = new URLSearchParams(query).toString();
  return fetch(`${gong.url}/v2/${path}${search === '' ? '' : `?${search}`}`, { headers: { authorization } });
}

async function post(path: string, body: unknown): Promise<Response> {
  return fetch(`${gong.url}/v2/${path}`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

async function control(path: string, body: unknown): Promise<Response> {
  return steer({ path, body, status: 200 });
}

async function change(path: string, body: unknown): Promise<Response> {
  return steer({ path, body, status: 200, method: 'PATCH' });
}

async function steer(request: { path: string; body: unknown; status: number; method?: string }): Promise<Response> {
  const { path, body, status, method = 'POST' } = request;
  const answer = await fetch(`${gong.url}/_control/${path}`, { method, body: JSON.stringify(body) });
  assert.equal(answer.status, status, `${path}: ${await answer.clone().text()}`);
  return answer;
}
