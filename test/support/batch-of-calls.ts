import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Ended, Running, RunningServer, SophiaWorld } from './sophia-world.ts';
import { waitUntil } from './wait-until.ts';

const turnsPerCall = 4;
const Calls = z.object({ calls: z.array(z.object({ callId: z.string() })) });

/** The text of a short call that differs from every other by its number. */
export function callText(number: number): string {
  const lines = [
    `Maya Okafor: Thanks for joining, this is call ${number}.`,
    `Sam Ortiz: We cannot pay more than $${number} a unit, that is a big jump from what we pay today.`,
    'Maya Okafor: I will send you the contract by Friday. Who else has to agree?',
    'Sam Ortiz: Our controller does. We would like to start in January.',
  ];
  return `${lines.join('\n')}\n`;
}

/** Fills the folder `calls` of a world with so many short calls. */
export async function writeCalls({ world, files }: { world: SophiaWorld; files: number }): Promise<void> {
  const folder = join(world.folder, 'calls');
  await mkdir(folder);
  for (let number = 1; number <= files; number += 1) {
    await writeFile(join(folder, `call-${String(number).padStart(3, '0')}.txt`), callText(number));
  }
}

/**
 * Whether so many calls are stored and about so many analyzed, asked while the process of that world works. On a busy
 * machine the last call is stored when the others are analyzed: to meet a process at work, ask for few of each.
 */
export async function hasReached({
  world,
  calls,
  analyzed,
}: {
  world: SophiaWorld;
  calls: number;
  analyzed: number;
}): Promise<boolean> {
  if (world.databaseUrl !== null) {
    return world.withDatabase(async ({ pool }) => {
      const answer = await pool.query(
        'select (select count(*) from calls) >= $1 and (select count(*) from analyses) >= $2 as reached',
        [calls, analyzed],
      );
      return z.array(z.object({ reached: z.boolean() })).parse(answer.rows)[0]?.reached === true;
    });
  }
  const answer = await world.askHolder('calls.list', { limit: 1000, beforeCallId: null });
  const stored = answer === null ? [] : Calls.parse(answer).calls.reverse();
  if (stored.length < calls) return false;
  const last = stored[analyzed - 1];
  if (last === undefined) return true;
  const analyses = await world.askHolder('analyses.list', { callId: last.callId });
  return z.array(z.unknown()).nullable().parse(analyses)?.length === 1;
}

/**
 * Sends the signal once so many calls are stored and about so many analyzed, and returns how the process ended. A
 * command ends by itself: one that is done before it could be asked is named, and needs more files.
 */
export async function signalAt(
  world: SophiaWorld,
  { running, signal, ...point }: { running: Running; signal: 'SIGTERM' | 'SIGKILL'; calls: number; analyzed: number },
): Promise<Ended> {
  let early: string | null = null;
  void running.ended.then(({ code, stderr }) => {
    early = `The process ended with ${String(code)} before ${signal} could be sent:\n${stderr}`;
  });
  await waitUntil(`${point.calls} calls are stored and ${point.analyzed} analyzed`, {
    condition: () => {
      if (early !== null) throw new Error(early);
      return hasReached({ world, ...point });
    },
  });
  running.kill(signal);
  return running.ended;
}

/** Waits until the running server has a report of every call. */
export async function waitForAll({ server, files }: { server: RunningServer; files: number }): Promise<void> {
  const seen = new Set<string>();
  await waitUntil('every call is analyzed', {
    condition: async () => {
      const { calls } = Calls.parse(await (await fetch(`${server.address}/api/v1/calls?limit=1000`)).json());
      for (const { callId } of calls.filter((call) => !seen.has(call.callId))) {
        const answer = await fetch(`${server.address}/api/v1/calls/${callId}/report`);
        if (answer.status !== 200) return false;
        seen.add(callId);
      }
      return seen.size === files;
    },
  });
}

/**
 * Every file is one call with one version, one analysis and one record of each change; nothing waits any more. The
 * last events of a process and the workflows of these can be left for the next, so one is started for them.
 */
export async function assertNothingLostOrDoubled({
  world,
  files,
  batches,
}: {
  world: SophiaWorld;
  files: number;
  batches: number;
}): Promise<void> {
  const ended = await countRows(world);
  const isRestLeft = hasRest(ended);
  if (isRestLeft) await finishRest(world);
  const { frames, ...counts } = isRestLeft ? await countRows(world) : ended;
  assert.deepEqual(counts, {
    calls: files,
    versions: files,
    turns: files * turnsPerCall,
    analyses: files,
    analyzed_calls: files,
    doubled_claims: 0,
    bare: 0,
    items: files * batches,
    ended: files * batches,
    submitted: batches,
    imported: files,
    recorded_analyses: files,
    refused: 0,
    undelivered: 0,
    unfinished: 0,
  });
  assert.ok(frames !== undefined && frames >= 1 && frames <= files);
}

async function countRows(world: SophiaWorld): Promise<Readonly<Record<string, number>>> {
  const answer = await world.withDatabase(({ pool }) =>
    pool.query(`select
      (select count(*)::int from calls) calls,
      (select count(*)::int from call_versions) versions,
      (select count(*)::int from turns) turns,
      (select count(*)::int from analyses) analyses,
      (select count(distinct call_id)::int from analyses) analyzed_calls,
      (select count(*)::int from artifacts) frames,
      (select count(*)::int from (select from claims group by analysis_id, field having count(*) > 1) doubled) doubled_claims,
      (select count(*)::int from analyses where not exists (select from claims where analysis_id = analyses.id)) bare,
      (select count(distinct (batch_id, source_name))::int from import_items) items,
      (select count(*)::int from import_items where state in ('analyzed', 'unchanged') and analysis_id is not null) ended,
      (select count(*)::int from audit_records where action = 'batch.submitted') submitted,
      (select count(*)::int from audit_records where action = 'call.imported') imported,
      (select count(*)::int from audit_records where action = 'call.analyzed') recorded_analyses,
      (select count(*)::int from audit_records where result <> 'done') refused,
      (select count(*)::int from outbox where dispatched_at is null) undelivered,
      (select count(*)::int from dbos.workflow_status where status <> 'SUCCESS'
        and name in ('import-batch', 'analyze-call')) unfinished`),
  );
  return z.record(z.string(), z.int()).parse(answer.rows[0]);
}

function hasRest({ undelivered, unfinished }: Readonly<Record<string, number>>): boolean {
  return undelivered !== 0 || unfinished !== 0;
}

/** The embedded database is asked between starts. */
async function finishRest(world: SophiaWorld): Promise<void> {
  await waitUntil('the rest is finished', {
    condition: async () => {
      const server = await world.serve();
      if (world.databaseUrl !== null) await waitUntil('it is taken over', { condition: () => isFinished(world) });
      server.kill('SIGTERM');
      await server.ended;
      return isFinished(world);
    },
  });
}

async function isFinished(world: SophiaWorld): Promise<boolean> {
  return !hasRest(await countRows(world));
}
