import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import type { Crm } from '#contracts';
import { createHubspotCrm } from '#integrations/hubspot';
import { systemClock } from '#platform/clock';
import type { OpenDatabase } from '#platform/db';
import { createHttpClient } from '#platform/http-client';
import { openSophiaWorlds, type SophiaWorld } from '#test/sophia-world';
import { waitUntil } from '#test/wait-until';
import type { World } from '../simulators/world/schema.ts';
import { settingsFor, startStormVendors } from '../test/chaos/storm-vendors.ts';

export interface TakenWorld {
  readonly database: OpenDatabase;
  /** The simulated HubSpot that the company was read from. */
  readonly crm: Crm;
  /** The key of the world of each deal, contact and company of HubSpot. */
  readonly keys: ReadonlyMap<string, string>;
}

/** Lets a server take in a generated company from the simulated vendors as history, and hands over what it made of it. */
export async function takeInWorld<Result>(world: World, read: (taken: TakenWorld) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sophia-eval-'));
  const stack = new AsyncDisposableStack();
  try {
    stack.defer(() => rm(folder, { recursive: true }));
    const vendors = await startStormVendors({ world, folder, seed: world.seed });
    stack.defer(() => vendors.close());
    const worlds = await openSophiaWorlds();
    stack.defer(() => worlds[Symbol.asyncDispose]());
    const sophia = await worlds.createEmbedded();
    await mkdir(sophia.home, { recursive: true });
    await copyFile(workspaceFile, path.join(sophia.home, 'workspace.json'));
    const environment = {
      ...settingsFor({ vendors, addresses: vendors.addresses }),
      SOPHIA_LOG_LEVEL: 'error',
      SOPHIA_SYNC_SECONDS: '3600',
      HUBSPOT_READ_EMAILS: 'true',
    };
    for (let round = 1; ; round += 1) {
      const server = await sophia.serve(['--no-example'], { environment });
      await untilItRests(sophia);
      server.kill('SIGTERM');
      await server.ended;
      const left = await sophia.withDatabase(countLeft);
      if (left === 0) break;
      if (round === mostRounds) throw new Error(`Expected the company to be taken in, found ${left} things undone.`);
    }
    const ids = Ids.parse(await vendors.control({ vendor: 'hubspot', path: 'ids', method: 'GET' })).ids;
    const keys = new Map(
      Object.entries(ids)
        .filter(([, { objectType }]) => keyedTypes.has(objectType))
        .map(([key, { id }]) => [id, key]),
    );
    const httpClient = createHttpClient({ clock: systemClock, random: Math.random });
    stack.defer(() => httpClient.close());
    const crm = createHubspotCrm({
      credentials: { kind: 'static', accessToken: 'pat-na1-simulator' },
      baseUrl: vendors.addresses.hubspot,
      httpClient,
      clock: systemClock,
      appId: '8100002',
    });
    return await sophia.withDatabase((database) => read({ database, crm, keys }));
  } finally {
    await stack.disposeAsync();
  }
}

/** Names and competitors of the company, without which no competitor is heard. */
const workspaceFile = path.join(import.meta.dirname, '..', 'examples', 'workspace.json');
const keyedTypes: ReadonlySet<string> = new Set(['deals', 'contacts', 'companies']);
const mostRounds = 40;
const restMs = 15_000;
const Ids = z.object({ ids: z.record(z.string(), z.object({ objectType: z.string(), id: z.string() })) });
const Listed = z.object({ calls: z.array(z.unknown()) }).nullable();

/** Until no further call has come in for a while. */
async function untilItRests(sophia: SophiaWorld): Promise<void> {
  let seen = { calls: -1, atMs: 0 };
  await waitUntil('no further call comes in', {
    condition: async () => {
      const answer = Listed.parse(await sophia.askHolder('calls.list', { limit: 1000, beforeCallId: null }));
      const calls = answer?.calls.length ?? 0;
      if (calls !== seen.calls) seen = { calls, atMs: performance.now() };
      return calls > 0 && performance.now() - seen.atMs > restMs;
    },
    timeoutMs: 900_000,
  });
}

async function countLeft({ pool }: OpenDatabase): Promise<number> {
  const { rows } = await pool.query(`
    select (select count(*) from outbox where dispatched_at is null)
      + (select count(*) from inbox_events where state = 'received')
      + (select count(*) from dbos.workflow_status where status in ('PENDING', 'ENQUEUED')
         and name in ('analyze-call', 'follow-up-call', 'process-event', 'take-in-call')) as left`);
  return z.array(z.object({ left: z.coerce.number() })).parse(rows)[0]?.left ?? 0;
}
