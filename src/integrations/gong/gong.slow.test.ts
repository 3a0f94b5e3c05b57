import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { z } from 'zod';
import type { CallSource } from '#contracts';
import { type GongAccess, openGong } from '#test/gong-world';
import { startGongSimulator } from '../../../simulators/gong/index.ts';
import { smallWorld } from '../../../simulators/world/small-world.ts';
import { connectGong } from './index.ts';

const Requests = z.object({ requests: z.array(z.object({ path: z.string(), status: z.number().nullable() })) });
const range = { from: new Date('2026-08-01T00:00:00Z'), to: new Date('2026-12-01T00:00:00Z') };

async function listAll(source: CallSource): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<CallSource['listCalls']>> = await source.listCalls({ ...range, cursor });
    ids.push(...page.items.map(({ externalId }) => externalId));
    cursor = page.cursor;
  } while (cursor !== null);
  return ids;
}

describe('Gong as a source of calls', () => {
  let simulator: Awaited<ReturnType<typeof startGongSimulator>>;
  let gong: GongAccess;

  before(async () => {
    simulator = await startGongSimulator({ port: 0, world: smallWorld() });
    gong = await openGong({ url: simulator.url });
    await gong.control({ path: '/clock', body: { now: '2026-11-20T12:00:00Z' } });
    await gong.control({ path: '/limits', body: { enforced: false } });
    await gong.control({ path: '/settings', body: { pageSize: 1 } });
  });

  after(async () => {
    gong.httpClient.close();
    await simulator.close();
  });

  it('lists every call of a range over its pages, each once', async () => {
    const ids = await listAll(gong.source);
    assert.equal(ids.length, smallWorld().calls.length);
    assert.equal(new Set(ids).size, ids.length);
  });

  it('has nothing where Gong answers 404 because the range is empty', async () => {
    const old = { from: new Date('2020-01-01T00:00:00Z'), to: new Date('2020-02-01T00:00:00Z'), cursor: null };
    assert.deepEqual(await gong.source.listCalls(old), { items: [], cursor: null, total: 0 });
  });

  it('reads the trackers of each workspace with their words, and says where the key may not', async () => {
    const [tracker] = await gong.source.listTrackers();
    assert.match(tracker?.externalId ?? '', /^\d+:\d+$/);
    assert.equal(tracker?.name, 'Budget');
    assert.deepEqual(tracker.phrases, tracker.phrases.toSorted());
    assert.ok(tracker.phrases.length > 0);
    assert.ok(tracker.conditions.includes('said by: Anyone'), tracker.conditions.join('\n'));
    await gong.control({ path: '/faults', body: { kind: 'forbidden' } });
    await assert.rejects(gong.source.listTrackers(), { code: 'vendor.missing-scope' });
  });

  it('reads parties with their side, the words with their times, and what Gong itself found', async () => {
    const externalIds = ['8100000000000000001'];
    const [call] = await gong.source.getCalls({ externalIds });
    assert.ok(call !== undefined);
    assert.deepEqual(
      call.parties.map(({ name, side }) => [name, side]),
      [
        ['Maya Okafor', 'internal'],
        ['Ana Ruiz', 'external'],
        ['Tom Beckett', 'external'],
      ],
    );
    assert.match(call.insights?.brief ?? '', /Alder Point loses/);
    assert.ok((call.insights?.interaction.length ?? 0) > 0);
    const [transcript] = await gong.source.getTranscripts({ externalIds });
    assert.equal(transcript?.monologues[0]?.sentences[0]?.text, 'Thanks for making the time, Ana.');
  });

  it('reads no call of another workspace, and nothing where one does not exist', async () => {
    const sales = await openGong({ url: simulator.url, workspaces: ['sales'] });
    assert.equal((await listAll(sales.source)).length, smallWorld().calls.length);
    const misspelt = await openGong({ url: simulator.url, workspaces: ['Slaes'] });
    await assert.rejects(listAll(misspelt.source), {
      code: 'vendor.unknown-workspace',
      message: 'Expected a Gong workspace “Slaes” (GONG_WORKSPACES), found none. There are: Sales.',
    });
    await assert.rejects(misspelt.source.getCalls({ externalIds: ['1'] }), { code: 'vendor.unknown-workspace' });
  });

  it('names an expired cursor, a wrong key and a missing scope', async () => {
    const first = await gong.source.listCalls({ ...range, cursor: null });
    await gong.control({ path: '/faults', body: { kind: 'cursor_expired' } });
    await assert.rejects(gong.source.listCalls({ ...range, cursor: first.cursor }), { code: 'vendor.cursor-expired' });
    const stranger = await openGong({ url: simulator.url, secret: 'wrong' });
    await assert.rejects(stranger.source.listUsers({ cursor: null }), { code: 'vendor.unauthorized' });
    await gong.control({ path: '/faults', body: { kind: 'forbidden' } });
    await assert.rejects(gong.source.listUsers({ cursor: null }), { code: 'vendor.missing-scope' });
  });

  it('proves its connection step by step and says at which one it ends', async () => {
    const steps = await gong.source.check();
    assert.deepEqual(
      steps.map(({ name, state }) => [name, state]),
      [
        ['address and key', 'passed'],
        ['workspaces', 'passed'],
        ['transcripts', 'passed'],
      ],
    );
    const stranger = await openGong({ url: simulator.url, secret: 'wrong' });
    assert.deepEqual(
      (await stranger.source.check()).map(({ state }) => state),
      ['failed', 'skipped', 'skipped'],
    );
  });

  it('is off without its two credentials, and says which is missing', () => {
    const settings = { accessKey: 'key', accessKeySecret: null, baseUrl: null, workspaces: [], requestsPerDay: null };
    const connection = connectGong({ settings, httpClient: gong.httpClient, simulated: false });
    assert.equal(connection.state, 'off');
    assert.match(connection.state === 'off' ? connection.reason : '', /GONG_ACCESS_KEY_SECRET is not set/);
  });
});

describe('the limit of Gong', () => {
  it('of three requests in any second is kept in a burst', async () => {
    const simulator = await startGongSimulator({ port: 0, world: smallWorld() });
    const gong = await openGong({ url: simulator.url, policy: { rateLimit: { requests: 1, windowMs: 340 } } });
    try {
      await Promise.all(Array.from({ length: 8 }, () => gong.source.listUsers({ cursor: null })));
      const { requests } = Requests.parse(await gong.control({ method: 'GET', path: '/requests' }));
      const statuses = requests.filter(({ path }) => path === '/v2/users').map(({ status }) => status);
      // A process that stands still for a moment sends two at once; without a limit five of eight are refused at once.
      assert.ok(statuses.filter((status) => status === 429).length <= 1, statuses.join(' '));
      assert.equal(statuses.filter((status) => status === 200).length, 8);
    } finally {
      gong.httpClient.close();
      await simulator.close();
    }
  });
});
