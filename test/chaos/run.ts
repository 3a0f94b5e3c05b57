import { appendFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { openSophiaWorlds } from '#test/sophia-world';
import { createRandom } from '../../simulators/world/base/random.ts';
import { runStorm } from './run-storm.ts';

const usage =
  'npm run test:chaos -- [--seed TEXT] [--calls 300] [--kills 40] [--processes 3] [--slack http|socket] [--quiet-minutes 20] [--log FILE] [--keep FILE]';
const Settings = z.object({
  seed: z.string().min(1).default('1'),
  calls: z.coerce.number().int().min(1).default(300),
  kills: z.coerce.number().int().min(0).default(40),
  /** On a database server; the embedded database has one. */
  processes: z.coerce.number().int().min(1).max(8).optional(),
  /** Without it the seed decides. */
  slack: z.enum(['http', 'socket']).optional(),
  'quiet-minutes': z.coerce.number().positive().default(20),
  /** Where to add what Sophia logs. */
  log: z.string().min(1).optional(),
  /** Where to write what was there at the end, should a check fail. */
  keep: z.string().min(1).optional(),
});

process.exitCode = await main();

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string' },
      calls: { type: 'string' },
      kills: { type: 'string' },
      processes: { type: 'string' },
      slack: { type: 'string' },
      'quiet-minutes': { type: 'string' },
      log: { type: 'string' },
      keep: { type: 'string' },
    },
  });
  const settings = Settings.safeParse(values);
  if (!settings.success) {
    process.stderr.write(`${z.prettifyError(settings.error)}\n${usage}\n`);
    return 2;
  }
  const { seed, calls, kills, 'quiet-minutes': quietMinutes } = settings.data;
  const worlds = await openSophiaWorlds();
  try {
    const world = await worlds.create();
    const processes = settings.data.processes ?? (world.databaseUrl === null ? 1 : 3);
    const slack = settings.data.slack ?? createRandom(`${seed}/slack`).pick(['http', 'socket'] as const);
    const database = world.databaseUrl === null ? 'embedded database' : 'PostgreSQL server';
    say(`seed ${seed}: ${calls} calls, ${kills} kills, ${processes} processes, ${database}, Slack by ${slack}`);
    const { log, keep } = settings.data;
    const { checks } = await runStorm({
      ...(log === undefined ? {} : { keepLog: (text) => appendFileSync(log, text) }),
      ...(keep === undefined ? {} : { keepAftermath: (found) => writeFileSync(keep, JSON.stringify(found, null, 1)) }),
      world,
      seed,
      calls,
      kills,
      processes,
      slack,
      lostEvery: 25,
      quietMs: quietMinutes * 60_000,
      idleMs: 5000,
      note: say,
    });
    for (const { name, problems } of checks) {
      say(`${problems.length === 0 ? '✓' : '✗'} ${name}`);
      for (const problem of problems.slice(0, 20)) say(`    ${problem}`);
      if (problems.length > 20) say(`    and ${problems.length - 20} more`);
    }
    const failed = checks.filter(({ problems }) => problems.length > 0).length;
    say(`seed ${seed}`);
    say(`${checks.length - failed} passed, ${failed} failed`);
    return failed === 0 ? 0 : 1;
  } finally {
    await worlds[Symbol.asyncDispose]();
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
