import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import type { BenchRow } from './measure.ts';

const aimMegabytes = 800;
const settleMs = 30_000;
const longestWaitMs = 120_000;

/** The memory of the whole server with the embedded database, 30 s after the example calls. Linux only. */
export async function benchMemory(): Promise<BenchRow[]> {
  if (process.platform !== 'linux') return [];
  const home = await mkdtemp(path.join(tmpdir(), 'sophia-bench-'));
  const root = path.join(import.meta.dirname, '..');
  const server = spawn(process.execPath, ['bin/sophia.mjs', 'start'], {
    cwd: root,
    env: { ...process.env, SOPHIA_HOME: home, SOPHIA_PORT: '0', DATABASE_URL: '' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  try {
    const address = await addressOf(server.stderr);
    await readyAt(address);
    await wait(settleMs);
    const status = await readFile(`/proc/${server.pid}/status`, 'utf8');
    const now = megabytes(status, 'VmRSS');
    const peak = megabytes(status, 'VmHWM');
    return [
      {
        measure: 'memory of the server 30 s after the example data',
        reached: `${now} MB`,
        aim: `under ${aimMegabytes} MB`,
        met: now < aimMegabytes,
        note: `peak ${peak} MB`,
      },
    ];
  } finally {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGTERM');
    await ended;
    await rm(home, { recursive: true });
  }
}

async function addressOf(messages: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: messages })) {
    const address = /http:\/\/\S+/.exec(line)?.[0];
    if (address !== undefined) {
      messages.resume();
      return address;
    }
  }
  throw new Error('The server ended before it listened.');
}

async function readyAt(address: string): Promise<void> {
  for (let waitedMs = 0; waitedMs < longestWaitMs; waitedMs += 250) {
    const answer = await fetch(`${address}/health/ready`).catch(() => null);
    if (answer?.status === 200) return;
    await wait(250);
  }
  throw new Error('The server was not ready in time.');
}

function megabytes(status: string, name: string): number {
  const kilobytes = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? '0';
  return Math.round(Number(kilobytes) / 1024);
}
