import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { SophiaWorld } from '#test/sophia-world';
import { waitUntil } from '#test/wait-until';
import { schedulesFor } from '#workflows';
import type { Storm } from './storm.ts';
import { vendorNames } from './storm-vendors.ts';
import { takeBackCalls } from './take-back-calls.ts';

/**
 * Without faults, with what was put off brought forward and everything decided that waits, until nothing is left to do.
 * Returns what was still left when the patience ended.
 */
export async function comeToRest(storm: Storm): Promise<{ left: readonly string[] }> {
  const { vendors, quietMs, crew, note } = storm;
  const deadlineMs = performance.now() + quietMs;
  for (const vendor of vendorNames) await vendors.control({ vendor, path: 'faults', method: 'DELETE' });
  note('the faults are taken away');
  await crew.stop();
  await lookAround(storm);
  let isTakenBack = false;
  for (;;) {
    await crew.start({ syncSeconds: restingSyncSeconds });
    await letPeopleFinish(storm);
    if (!isTakenBack) {
      // Of what has all arrived; it is found when the calls are looked at again, which is brought forward.
      await takeBackCalls(storm);
      isTakenBack = true;
      await lookAround(storm);
      continue;
    }
    const left = await lookAround(storm);
    if (left.length === 0 || performance.now() > deadlineMs) {
      await crew.stop();
      note(left.length === 0 ? 'everything rests' : 'it does not come to rest');
      return { left };
    }
    note(`left: ${left.join('; ')}`);
  }
}

/**
 * What people decide can lead to further questions, which they answer in the same sitting. A question that no card asks
 * yet may have been put off by Slack's limits: it counts as missing once what was put off has been brought forward.
 */
async function letPeopleFinish(storm: Storm): Promise<void> {
  for (let sitting = 0; sitting < mostSittings; sitting += 1) {
    await idle(storm);
    const done = await storm.people.tidyUp();
    if (done === 0) break;
    storm.note(`people have done ${done} things`);
  }
  storm.people.noteHelpless();
  await idle(storm);
}

const mostSittings = 8;

/** Says what is left and brings it forward; the embedded database can be asked only while nobody holds it. */
async function lookAround({ world, crew, lost }: Storm): Promise<readonly string[]> {
  if (world.databaseUrl === null) await crew.stop();
  return world.withDatabase(async (database) => {
    const left = await whatIsLeft(database, lost);
    await bringForward(database);
    return left;
  });
}

/** Seldom, so that silence means that nothing is left to do; what a look would find was brought forward. */
const restingSyncSeconds = 60;

/** Until no vendor has been asked for anything for a while, and nothing waits for the limits of one. */
async function idle({ crew, idleMs }: Storm): Promise<void> {
  let seen = { requests: -1, atMs: 0 };
  await waitUntil('nothing is asked of the vendors any more', {
    condition: async () => {
      const requests = crew.passage.requests();
      if (requests !== seen.requests) seen = { requests, atMs: performance.now() };
      const quietMs = performance.now() - seen.atMs;
      if (quietMs <= idleMs) return false;
      if (quietMs > longestPauseMs || !(await hasChangesToWrite(crew))) return true;
      await wait(betweenLooksMs);
      return false;
    },
    timeoutMs: 1_800_000,
  });
}

/** HubSpot's limit is one of ten seconds; what is put off for longer is brought forward. */
const longestPauseMs = 20_000;
const betweenLooksMs = 500;
const patienceMs = 30_000;

const Listed = z.object({ changeSets: z.array(z.unknown()) });

/** Who has no time to answer has something to do. */
async function hasChangesToWrite({ address }: Storm['crew']): Promise<boolean> {
  for (const state of ['proposed', 'approved', 'applying', 'undoing']) {
    const url = `${address}/api/v1/changes?limit=1&state=${state}`;
    const answer = await fetch(url, { signal: AbortSignal.timeout(patienceMs) }).catch(() => null);
    if (answer === null) return true;
    if (answer.ok && Listed.parse(await answer.json()).changeSets.length > 0) return true;
  }
  return false;
}

/** What comes back by itself is never over; a bundle is looked after once more, a call that fits nothing for a week. */
const comingBack: readonly string[] = [
  ...Object.keys(schedulesFor(restingSyncSeconds)),
  'send-digest',
  'match-call',
  'send-bundle',
];

const questions: Readonly<Record<string, string>> = {
  event: 'select type as what, count(*) from outbox where dispatched_at is null group by type',
  run: `select name as what, count(*) from dbos.workflow_status
    where status in ('PENDING', 'ENQUEUED', 'DELAYED') and name <> all($1) group by name`,
  'event of the inbox': "select source as what, count(*) from inbox_events where state = 'received' group by source",
  'work for later':
    'select kind as what, count(*) from due_work where kind <> all($1) and subject <> all($2) group by kind',
  notification: "select kind as what, count(*) from notifications where state = 'waiting' group by kind",
  change:
    "select state as what, count(*) from changes where state in ('proposed', 'waiting', 'approved', 'applying', 'undoing') group by state",
};

type Database = Parameters<Parameters<SophiaWorld['withDatabase']>[0]>[0];

/** A transcript that never comes is asked for again and again: that is known, and not waited for. */
async function whatIsLeft({ pool }: Database, lost: readonly string[]): Promise<string[]> {
  const left: string[] = [];
  for (const [sort, question] of Object.entries(questions)) {
    const { rows } = await pool.query(question, [comingBack, lost].slice(0, new Set(question.match(/\$\d/gu)).size));
    left.push(...Counted.parse(rows).map(({ what, count }) => `${count} × ${sort} ${what}`));
  }
  return left;
}

/** Work that was put off is due at once, as if its time had come. */
async function bringForward({ pool }: Database): Promise<void> {
  await pool.query('update due_work set due_at = now()');
  await pool.query("update notifications set held_until = now() where state = 'waiting' and held_until is not null");
}

const Counted = z.array(z.object({ what: z.string(), count: z.coerce.number() }));
