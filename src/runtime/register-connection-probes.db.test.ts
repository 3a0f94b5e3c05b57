import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadConfig } from '#config';
import type { DependencyHealth } from '#contracts';
import { syncCursors } from '#modules/intake';
import { createHealthRegistry } from '#platform/health';
import { createHttpClient } from '#platform/http-client';
import { databaseForSuite } from '#test/database-for-suite';
import { openConnections } from './open-connections.ts';
import { registerConnectionProbes } from './register-connection-probes.ts';

const suite = await databaseForSuite();
const credentials = {
  GONG_ACCESS_KEY: 'key',
  GONG_ACCESS_KEY_SECRET: 'secret',
  GONG_BASE_URL: 'https://gong.example:8101',
  HUBSPOT_ACCESS_TOKEN: 'token',
  HUBSPOT_BASE_URL: 'https://hubspot.example:8102',
  SLACK_BOT_TOKEN: 'xoxb-token',
  SLACK_BASE_URL: 'https://slack.example:8103/api',
} as const;

interface RowWorld {
  /** The rows of /health/ready that stand for vendors. */
  rows(): Promise<{ state: string; gong: DependencyHealth; hubspot: DependencyHealth; slack: DependencyHealth }>;
  read(stream: Partial<typeof syncCursors.$inferInsert>): Promise<void>;
  readonly leftAlone: Set<string>;
  advance(milliseconds: number): void;
  fails: boolean;
  day: { used: number; requests: number; endsAt: Date } | null;
  sockets: { wanted: number; standing: number; failures: number; code: string | null } | null;
}

async function openWorld({
  environment = credentials,
}: {
  environment?: Record<string, string>;
} = {}): Promise<RowWorld> {
  const ctx = suite.createContext({ workspaceId: await suite.createWorkspace() });
  const { clock } = ctx;
  const health = createHealthRegistry({ clock });
  const leftAlone = new Set<string>();
  const world: RowWorld = {
    leftAlone,
    fails: false,
    day: null,
    sockets: null,
    advance: (milliseconds) => clock.advance(milliseconds),
    read: async (stream) => {
      const values = { position: {}, problem: null, lastSuccessAt: null, updatedAt: clock.now(), ...stream };
      await ctx.db
        .insert(syncCursors)
        .values({ workspaceId: ctx.workspaceId, source: 'hubspot', stream: 'deal:incremental', ...values })
        .onConflictDoUpdate({
          target: [syncCursors.workspaceId, syncCursors.source, syncCursors.stream],
          set: values,
        });
    },
    rows: async () => {
      const { state, dependencies } = await health.check();
      const [gong, hubspot, slack] = dependencies;
      assert.ok(gong !== undefined && hubspot !== undefined && slack !== undefined);
      assert.deepEqual([gong.name, hubspot.name, slack.name], ['Gong', 'HubSpot', 'Slack']);
      return { state, gong, hubspot, slack };
    },
  };
  const config = loadConfig({ environment, envFile: null });
  const httpClient = createHttpClient({ clock, random: () => 0 });
  registerConnectionProbes({
    resources: {
      health,
      config,
      connectionsOf: openConnections({ config, httpClient, clock, simulated: null, limits: 'kept' }),
      httpClient: {
        isLeftAlone: (host) => leftAlone.has(host),
        usedToday: async (host) => (host.startsWith('gong') ? world.day : null),
      },
    },
    contextFor: ({ actor }) => {
      if (world.fails) throw new Error('The database does not answer.');
      return { ...ctx, actor };
    },
    simulated: null,
    sockets: () => world.sockets,
  });
  return world;
}

describe('the rows of vendors in /health/ready', () => {
  it('are healthy where they were read, or are to be, with when', async () => {
    const world = await openWorld();
    const { state, gong, hubspot, slack } = await world.rows();
    assert.equal(state, 'healthy');
    assert.deepEqual(
      [gong, hubspot, slack].map((row) => [row.state, row.reason, row.action]),
      [
        ['healthy', 'It was not read yet.', null],
        ['healthy', 'It was not read yet.', null],
        ['healthy', 'It is connected.', null],
      ],
    );
    await world.read({ lastSuccessAt: new Date('2026-09-14T14:30:00Z') });
    assert.equal((await world.rows()).hubspot.reason, 'Last read 2026-09-14 14:30 UTC.');
  });

  it('are degraded where a reading fails: since when, why, when it last went well, and that it passes by itself', async () => {
    const world = await openWorld();
    await world.rows();
    world.advance(60_000);
    const problem = { code: 'vendor.unavailable', message: 'HubSpot answers 503.' };
    await world.read({ problem, lastSuccessAt: new Date('2026-09-14T14:30:00Z') });
    const first = await world.rows();
    assert.equal(first.state, 'degraded');
    assert.deepEqual(first.hubspot, {
      name: 'HubSpot',
      state: 'degraded',
      reason: 'Reading deal:incremental failed: HubSpot answers 503. Last read 2026-09-14 14:30 UTC.',
      action: 'It is tried again by itself. See sophia sync status and sophia doctor.',
      since: '2026-09-14T15:01:00.000Z',
    });
    assert.equal(first.gong.state, 'healthy');
    world.advance(60_000);
    assert.equal((await world.rows()).hubspot.since, '2026-09-14T15:01:00.000Z');
    await world.read({ lastSuccessAt: new Date('2026-09-14T15:02:00Z') });
    const cured = (await world.rows()).hubspot;
    assert.deepEqual([cured.state, cured.since], ['healthy', '2026-09-14T15:02:00.000Z']);
  });

  it('say what a person is to do where nothing passes by itself', async () => {
    const world = await openWorld();
    await world.read({ problem: { code: 'vendor.unauthorized', message: 'HubSpot does not accept the token.' } });
    const { hubspot } = await world.rows();
    assert.equal(hubspot.state, 'degraded');
    assert.match(hubspot.action ?? '', /credential|token|key/iu);
    assert.match(hubspot.action ?? '', /sophia doctor asks the vendor step by step; sophia sync now tries at once/u);
  });

  it('are degraded, each by itself, where a host is left alone after it has failed again and again', async () => {
    const world = await openWorld();
    for (const host of ['gong.example:8101', 'slack.example:8103']) world.leftAlone.add(host);
    const { state, gong, hubspot, slack } = await world.rows();
    assert.deepEqual([state, gong.state, hubspot.state, slack.state], ['degraded', 'degraded', 'healthy', 'degraded']);
    assert.match(gong.reason, /^Gong has failed several times in a row and is left alone/u);
    assert.match(slack.action ?? '', /Nothing is lost: it is tried again/u);
  });

  it('say how many requests of the day are used where a vendor counts them, and are degraded where none is left', async () => {
    const world = await openWorld();
    world.day = { used: 9_999, requests: 10_000, endsAt: new Date('2026-09-15T00:00:00Z') };
    const { state, gong, hubspot } = await world.rows();
    assert.deepEqual([state, gong.state], ['healthy', 'healthy']);
    assert.equal(gong.reason, 'It was not read yet. 9999 of the 10000 requests of today (UTC) are used.');
    assert.equal(hubspot.reason, 'It was not read yet.');
    world.day = { ...world.day, used: 10_000 };
    const { gong: usedUp } = await world.rows();
    assert.equal(usedUp.state, 'degraded');
    assert.match(usedUp.action ?? '', /goes on by itself at 2026-09-15T00:00:00\.000Z.*GONG_REQUESTS_PER_DAY/u);
  });

  it('say of a day that is used up when it goes on, and of a key that is not accepted still what to do', async () => {
    const world = await openWorld();
    const of = { source: 'gong', stream: 'calls' } as const;
    world.day = { used: 10_000, requests: 10_000, endsAt: new Date('2026-09-15T00:00:00Z') };
    await world.read({ ...of, problem: { code: 'vendor.day-used-up', message: 'None is left.' } });
    assert.match((await world.rows()).gong.action ?? '', /goes on by itself at 2026-09-15/u);
    await world.read({ ...of, stream: 'trackers', problem: { code: 'vendor.unauthorized', message: 'No such key.' } });
    const { gong } = await world.rows();
    assert.equal(gong.state, 'degraded');
    assert.match(gong.reason, /^Reading trackers failed: No such key\. .*10000 of the 10000 requests/u);
    assert.match(gong.action ?? '', /credential|token|key/iu);
    assert.doesNotMatch(gong.action ?? '', /goes on by itself/u);
  });

  it('are degraded where no socket of Slack stands, with why, and healthy while one does', async () => {
    const world = await openWorld();
    async function told() {
      const { slack } = await world.rows();
      return [slack.state, slack.reason, slack.action];
    }
    world.sockets = { wanted: 2, standing: 0, failures: 0, code: null };
    assert.deepEqual(await told(), ['healthy', 'The sockets are being connected.', null]);
    world.sockets = { wanted: 2, standing: 1, failures: 3, code: null };
    assert.deepEqual(await told(), ['healthy', '1 of 2 sockets stand.', null]);
    world.sockets = { wanted: 2, standing: 0, failures: 3, code: null };
    const [state, reason, action] = await told();
    assert.equal(state, 'degraded');
    assert.match(reason ?? '', /^No socket stands: Slack could not be reached\. Buttons and commands do not arrive/u);
    assert.match(action ?? '', /tried again by itself/u);
    world.sockets = { ...world.sockets, code: 'invalid_auth' };
    assert.match((await told()).join(' '), /Slack answered invalid_auth.*SLACK_APP_TOKEN/u);
    assert.equal((await world.rows()).state, 'degraded');
  });

  it('are unhealthy where nobody can say how they are, with why and what to do', async () => {
    const world = await openWorld();
    world.fails = true;
    const { state, hubspot, slack } = await world.rows();
    assert.equal(state, 'unhealthy');
    assert.deepEqual(hubspot, {
      name: 'HubSpot',
      state: 'unhealthy',
      reason: 'The database does not answer.',
      action: 'See sophia doctor, which asks the vendor step by step.',
      since: '2026-09-14T15:00:00.000Z',
    });
    assert.equal(slack.state, 'unhealthy', 'what reading its people met is not known either');
  });

  it('name Slack where its people cannot be read, and say of each stream that fails when it was read last', async () => {
    const world = await openWorld();
    const [early, late] = ['2026-09-10T08:00:00.000Z', '2026-09-14T14:50:00.000Z'].map((at) => new Date(at));
    const problem = { code: 'vendor.missing-scope', message: 'The token lacks users:read.' };
    await world.read({ source: 'slack', stream: 'people', problem });
    await world.read({ source: 'gong', stream: 'calls', problem, lastSuccessAt: early });
    await world.read({ source: 'gong', stream: 'people', lastSuccessAt: late });
    await world.read({ stream: 'deal:incremental', lastSuccessAt: early });
    await world.read({ stream: 'people', lastSuccessAt: late });
    const { gong, hubspot, slack } = await world.rows();
    assert.deepEqual([slack.state, gong.state, hubspot.state], ['degraded', 'degraded', 'healthy']);
    assert.match(slack.reason, /Reading people failed: The token lacks users:read\. It was not read yet\.$/u);
    assert.match(gong.reason, /Reading calls failed: .+ Last read 2026-09-10 08:00 UTC\.$/u);
    assert.match(hubspot.reason, /Last read 2026-09-10 08:00 UTC\.$/u);
    world.sockets = { wanted: 2, standing: 0, failures: 3, code: null };
    assert.match((await world.rows()).slack.reason, /No socket stands/u);
  });

  it('say that writing fails, and that what waits is tried again', async () => {
    const world = await openWorld();
    const problem = { code: 'vendor.missing-scope', message: 'The token lacks crm.objects.deals.write.' };
    await world.read({ stream: 'deal:incremental', lastSuccessAt: new Date('2026-09-14T14:30:00Z') });
    await world.read({ stream: 'writing', problem });
    const { state, hubspot } = await world.rows();
    assert.deepEqual([state, hubspot.reason], ['degraded', `Writing failed: ${problem.message}`]);
    assert.match(hubspot.action ?? '', /tried again every five minutes/);
  });

  it('are degraded where some of the credentials of a vendor are missing', async () => {
    const world = await openWorld({ environment: { GONG_ACCESS_KEY: 'key' } });
    const { state, gong, hubspot } = await world.rows();
    assert.deepEqual([state, gong.state, hubspot.state], ['degraded', 'degraded', 'off']);
    assert.match(gong.reason, /GONG_ACCESS_KEY_SECRET is not set/);
  });

  it('are off without credentials, which counts for nothing, with what to set', async () => {
    const { state, gong, hubspot, slack } = await (await openWorld({ environment: {} })).rows();
    assert.equal(state, 'healthy');
    const names = { gong: /GONG_ACCESS_KEY/u, hubspot: /HUBSPOT_ACCESS_TOKEN/u, slack: /SLACK_BOT_TOKEN/u };
    for (const [name, row] of Object.entries({ gong, hubspot, slack })) {
      assert.equal(row.state, 'off');
      assert.match(row.action ?? '', names[name === 'gong' || name === 'hubspot' ? name : 'slack']);
    }
  });
});
