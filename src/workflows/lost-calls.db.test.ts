import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { LedgerGap } from '#contracts';
import { readLedger } from '#modules/ledger';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { type GongAccess, openGong } from '#test/gong-world';
import { hurriedRun } from '#test/hurried-run';
import { callsFrom, intakeDependencies, tellOfCall, withGong } from '#test/intake-world';
import { workContextOf } from '#test/work-context';
import { startGongSimulator } from '../../simulators/gong/index.ts';
import { smallWorld } from '../../simulators/world/small-world.ts';
import { processEvent } from './process-event.ts';
import { syncCalls } from './sync-calls.ts';
import { takeInCall } from './take-in-call.ts';

const suite = await databaseForSuite();
const now = new Date('2026-11-20T20:00:00Z');
const hour = 3_600_000;
const morning = { from: '2026-11-20T09:00:00Z', to: '2026-11-20T09:20:00Z' };
const looks = [1, 2, 3, 4, 5, 6];

/** Five hundred short calls of one day and one that is private. */
const calls = callsFrom({ first: 1, count: 501 }).map((call) => ({
  ...call,
  monologues: call.monologues.slice(0, 1),
  transcriptDelayMs: 0,
}));
const [unavailable, dropped, forbidden, never, late, gone, poisoned, hidden] = calls.map(({ gongId }) => gongId);

/** A transcript that has nobody say a word. */
const wordless = [{ speakerId: '1', topic: null, sentences: [{ startMs: 0, endMs: 1000, text: ' ' }] }];

describe('seven of five hundred calls that are lost by seven different faults', () => {
  let simulator: Awaited<ReturnType<typeof startGongSimulator>>;
  let gong: GongAccess;

  before(async () => {
    simulator = await startGongSimulator({ port: 0, world: { ...smallWorld(), calls } });
    gong = await openGong({ url: simulator.url, policy: { retries: 0 } });
    await gong.control({ path: '/clock', body: { now: now.toISOString(), frozen: true } });
    await gong.control({ path: '/limits', body: { enforced: false } });
  });
  after(async () => {
    gong.httpClient.close();
    await simulator.close();
  });

  async function change(externalId: string | undefined, body: unknown): Promise<void> {
    await gong.control({ method: 'PATCH', path: `/calls/${externalId}`, body });
  }

  async function openWorld() {
    const { ctx: bare } = workContextOf((await createChangeWorld(suite)).ctx);
    bare.clock.advance(now.getTime() - bare.clock.now().getTime());
    const ctx = withGong(bare, gong);
    const dependencies = intakeDependencies(ctx);
    const { workspaceId, requestId } = ctx;
    async function process(inboxId: string): Promise<void> {
      await processEvent(dependencies).runUnchecked({ run: hurriedRun, input: { workspaceId, requestId, inboxId } });
    }
    return {
      process,
      sync: async (range: typeof morning | null) =>
        syncCalls(dependencies).runUnchecked({ run: hurriedRun, input: { workspaceId, requestId, range } }),
      /** Gong tells of a call and does not give what was said in it. */
      tellDuring: async (externalId: string | undefined, kind: string): Promise<string> => {
        const { inboxId } = await tellOfCall({ ctx, gong, externalId: externalId ?? '' });
        await gong.control({ path: '/faults', body: { kind, route: 'POST /v2/calls/transcript' } });
        await process(inboxId);
        return inboxId;
      },
      look: async (externalId: string | undefined, attempts: number) =>
        takeInCall(dependencies).runUnchecked({
          run: hurriedRun,
          input: { workspaceId, requestId, externalId, inboxId: null, attempts },
        }),
      gaps: async (): Promise<ReadonlyMap<string, LedgerGap>> => {
        const { gaps } = await readLedger({ ctx, input: { since: null, gapLimit: 500 } });
        const byCall = new Map(gaps.map((gap) => [gap.externalId, gap]));
        assert.equal(byCall.size, gaps.length, 'one gap a call');
        return byCall;
      },
      days: async () => (await readLedger({ ctx, input: { since: null, gapLimit: 1 } })).days,
    };
  }

  it('are named, they alone, each with its cause, and those that come back are named no longer', async () => {
    const world = await openWorld();
    await change(never, { transcriptDelayMs: null });
    await change(late, { transcriptDelayMs: 24 * hour });
    await change(gone, { transcriptDelayMs: 24 * hour });
    await change(poisoned, { monologues: wordless });
    await change(hidden, { isPrivate: true });
    const told = [
      await world.tellDuring(unavailable, 'unavailable'),
      await world.tellDuring(dropped, 'dropped_before'),
      await world.tellDuring(forbidden, 'forbidden'),
    ];
    assert.deepEqual(await world.sync(null), { listed: 501, taken: 497 }, 'all but those told of, and the private one');
    for (const attempts of looks) await world.look(never, attempts);
    await change(gone, { hasVanished: true });
    await world.sync(morning);

    const gaps = await world.gaps();
    const causes = [...gaps].map(([externalId, { missing, cause }]) => [externalId, `${missing} ${cause}`] as const);
    assert.deepEqual(Object.fromEntries(causes), expectedCauses());
    for (const [externalId, reason] of Object.entries(expectedReasons())) {
      assert.match(gaps.get(externalId)?.detail ?? '', reason);
    }
    assert.notEqual(gaps.get(late ?? '')?.nextAttemptAt, null, 'it is looked for again');
    const [day, ...others] = await world.days();
    assert.deepEqual([day?.expected, day?.stored, day?.gaps, day?.excluded, others], [500, 493, 7, 1, []]);

    for (const inboxId of told) await world.process(inboxId);
    await change(late, { transcriptDelayMs: 0 });
    await world.look(late, 2);
    const left = [...(await world.gaps()).keys()].toSorted();
    assert.deepEqual(left, [never, gone, poisoned].map(String).toSorted());
  });
});

function expectedCauses(): Record<string, string> {
  return {
    [unavailable ?? '']: 'stored vendor_unavailable',
    [dropped ?? '']: 'stored vendor_unavailable',
    [forbidden ?? '']: 'stored vendor_unavailable',
    [never ?? '']: 'stored transcript_never_came',
    [late ?? '']: 'stored transcript_not_ready',
    [gone ?? '']: 'stored vanished_at_source',
    [poisoned ?? '']: 'stored unreadable',
  };
}

/** What tells those apart that have one cause. */
function expectedReasons(): Record<string, RegExp> {
  return {
    [unavailable ?? '']: /503/,
    [dropped ?? '']: /connection/,
    [forbidden ?? '']: /does not allow/,
    [never ?? '']: /no transcript in 6 looks/,
  };
}
