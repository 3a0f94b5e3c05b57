import { appendFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { systemClock } from '#platform/clock';
import { migrate, openDatabase } from '#platform/db';
import { createMemoryLog } from '#platform/log';
import { defineWorkflow, startWorkflowEngine } from '#platform/workflow';

/**
 * Arguments: address of a server or an empty text, data directory, file of the record, how many workflows, lease in
 * seconds. Runs workflows of five steps, each of which writes down when it has been done; prints `done` at the end.
 */
const [databaseUrl = '', dataDirectory = '', recordFile = '', workflowCount = '0', leaseSeconds = '20'] =
  process.argv.slice(2);
const log = createMemoryLog();
const database = await openDatabase({ databaseUrl: databaseUrl === '' ? null : databaseUrl, dataDirectory, log });
await migrate({ database, clock: systemClock });
const steps = defineWorkflow({
  name: 'five-steps',
  queue: 'steps',
  input: z.object({ id: z.string() }),
  run: async ({ run, input }) => {
    for (const number of [1, 2, 3, 4, 5]) {
      await run.step(`step-${number}`, async () => {
        appendFileSync(recordFile, `begin ${input.id} ${number}\n`);
        await wait(50);
        appendFileSync(recordFile, `end ${input.id} ${number}\n`);
      });
    }
    return input.id;
  },
});
const engine = await startWorkflowEngine({
  database,
  log,
  workflows: [steps],
  queues: { steps: { perProcess: 4 } },
  runsWorkflows: true,
  leaseSeconds: Number(leaseSeconds),
  pollIntervalMs: 20,
});
process.stdout.write('started\n');
let stopped: Promise<void> | null = null;
process.once('SIGTERM', () => {
  void stop();
});
const ids = Array.from({ length: Number(workflowCount) }, (_, number) => `five-steps:${number}:v1`);
try {
  for (const workflowId of ids) {
    await engine.start({ workflowName: 'five-steps', workflowId, input: { id: workflowId } });
  }
  process.stdout.write('queued\n');
  await Promise.all(ids.map((id) => engine.resultOf(id)));
  process.stdout.write('done\n');
} catch (error) {
  if (stopped === null) throw error;
}
await stop();

function stop(): Promise<void> {
  stopped ??= close();
  return stopped;
}

async function close(): Promise<void> {
  await engine.stop();
  await database.close();
  process.stdout.write('closed\n');
  process.exit(0);
}
