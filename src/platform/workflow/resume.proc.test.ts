import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { needs } from '#test/needs';
import { createTestDatabase } from '#test/test-database';
import { waitUntil } from '#test/wait-until';

const script = fileURLToPath(new URL('../../../test/support/processes/run-workflows.ts', import.meta.url));
const base = await mkdtemp(join(tmpdir(), 'sophia-test-'));
const started: ChildProcess[] = [];
const workflowCount = 12;
/** Making the embedded database faster takes longer than these few steps. */
const asItIsCompiledFirst = ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering'];

after(async () => {
  for (const child of started) {
    child.kill('SIGKILL');
  }
  await rm(base, { recursive: true, force: true });
});

interface Worker {
  readonly child: ChildProcess;
  hasSaid(word: string): boolean;
}

function startWorker(parameters: readonly string[]): Worker {
  const child = spawn(process.execPath, [...asItIsCompiledFirst, script, ...parameters], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  started.push(child);
  let said = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  return { child, hasSaid: (word) => said.includes(word) };
}

async function endOf(worker: Worker): Promise<unknown> {
  if (worker.child.exitCode === null && worker.child.signalCode === null) {
    await once(worker.child, 'exit');
  }
  return worker.child.exitCode ?? worker.child.signalCode;
}

async function linesOf(file: string): Promise<readonly string[]> {
  return existsSync(file) ? (await readFile(file, 'utf8')).trim().split('\n') : [];
}

/** Every step has ended; none has ended twice except those that a kill cut between their end and their record. */
async function assertEachStepDone({ file, cuts }: { file: string; cuts: number }): Promise<void> {
  const ends = (await linesOf(file)).filter((line) => line.startsWith('end '));
  assert.equal(new Set(ends).size, workflowCount * 5);
  assert.ok(ends.length - new Set(ends).size <= cuts * 4, `${ends.length} ends of ${workflowCount * 5} steps`);
}

async function endsIn(file: string): Promise<number> {
  return (await linesOf(file)).filter((line) => line.startsWith('end ')).length;
}

describe('workflows on the embedded database', { timeout: 900_000 }, () => {
  it('go on at the step where two kills cut them, with nothing lost', async () => {
    const file = join(base, 'killed');
    const parameters = ['', join(base, 'killed-data'), file, String(workflowCount)];
    for (const stepsBefore of [7, 25]) {
      const worker = startWorker(parameters);
      await waitUntil(`${stepsBefore} steps have ended`, {
        condition: async () => worker.hasSaid('queued') && (await endsIn(file)) >= stepsBefore,
      });
      worker.child.kill('SIGKILL');
      assert.equal(await endOf(worker), 'SIGKILL');
    }
    assert.ok((await endsIn(file)) < workflowCount * 5);
    const last = startWorker(parameters);
    assert.equal(await endOf(last), 0);
    assert.equal(last.hasSaid('done'), true);
    await assertEachStepDone({ file, cuts: 2 });
  });

  it('lose nothing and do nothing twice where the process is asked to stop', async () => {
    const file = join(base, 'stopped');
    const parameters = ['', join(base, 'stopped-data'), file, String(workflowCount)];
    const worker = startWorker(parameters);
    await waitUntil('seven steps have ended', {
      condition: async () => worker.hasSaid('queued') && (await endsIn(file)) >= 7,
    });
    worker.child.kill('SIGTERM');
    assert.equal(await endOf(worker), 0);
    assert.equal(worker.hasSaid('closed') && !worker.hasSaid('done'), true);
    assert.equal(await endOf(startWorker(parameters)), 0);
    await assertEachStepDone({ file, cuts: 0 });
    const lines = await linesOf(file);
    assert.equal(lines.filter((line) => line.startsWith('begin ')).length, workflowCount * 5);
  });
});

describe('workflows on a server', { timeout: 900_000 }, () => {
  it('are taken over by a living worker once the lease of a killed one has lapsed', needs.realPostgres, async () => {
    const database = await createTestDatabase({ number: 1 });
    try {
      const file = join(base, 'server');
      const parameters = [database.databaseUrl ?? '', '', file];
      const first = startWorker([...parameters, String(workflowCount), '2']);
      await waitUntil('the first works', {
        condition: async () => first.hasSaid('queued') && (await endsIn(file)) >= 7,
      });
      const second = startWorker([...parameters, String(workflowCount), '2']);
      await waitUntil('the second is started', { condition: () => second.hasSaid('started') });
      first.child.kill('SIGKILL');
      assert.equal(await endOf(second), 0);
      await assertEachStepDone({ file, cuts: 1 });
    } finally {
      await database.close();
    }
  });
});
