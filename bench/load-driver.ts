import { Agent, get } from 'node:http';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { z } from 'zod';

/** How a route is asked: so many a second whatever it takes, or as many as it answers. */
export interface Load {
  readonly name: string;
  readonly perSecond: number | null;
  readonly connections: number;
  readonly seconds: number;
}

export interface Measured {
  readonly p95Ms: number;
  readonly requests: number;
  readonly errors: number;
}

const Asked = z.object({
  address: z.string(),
  perSecond: z.number().nullable(),
  connections: z.number(),
  seconds: z.number(),
});
const Answered = z.object({ p95Ms: z.number(), requests: z.number(), errors: z.number() });

/** Asks an address from a thread of its own, which does not wait for whoever answers in this one. */
export function runLoad(address: string, { perSecond, connections, seconds }: Load): Promise<Measured> {
  const worker = new Worker(new URL(import.meta.url), { workerData: { address, perSecond, connections, seconds } });
  return new Promise((resolve, reject) => {
    worker.once('message', (message: unknown) => resolve(Answered.parse(message)));
    worker.once('error', reject);
  });
}

async function drive(asked: z.infer<typeof Asked>): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: asked.connections });
  const times: number[] = [];
  let errors = 0;
  /** Late requests count from when they were due, so that waiting in line is waiting. */
  async function ask(dueAtMs: number): Promise<void> {
    const succeeded = await askOnce(asked.address, agent);
    times.push(performance.now() - dueAtMs);
    if (!succeeded) errors += 1;
  }
  const startedAtMs = performance.now();
  if (asked.perSecond === null) await askAlways({ ...asked, startedAtMs, ask });
  else await askSteadily({ perSecond: asked.perSecond, seconds: asked.seconds, startedAtMs, ask });
  agent.destroy();
  times.sort((one, other) => one - other);
  return { p95Ms: times[Math.floor(times.length * 0.95)] ?? 0, requests: times.length, errors };
}

async function askAlways({
  connections,
  seconds,
  startedAtMs,
  ask,
}: {
  connections: number;
  seconds: number;
  startedAtMs: number;
  ask: (dueAtMs: number) => Promise<void>;
}): Promise<void> {
  async function askOn(): Promise<void> {
    while (performance.now() - startedAtMs < seconds * 1000) await ask(performance.now());
  }
  await Promise.all(Array.from({ length: connections }, askOn));
}

async function askSteadily({
  perSecond,
  seconds,
  startedAtMs,
  ask,
}: {
  perSecond: number;
  seconds: number;
  startedAtMs: number;
  ask: (dueAtMs: number) => Promise<void>;
}): Promise<void> {
  const asked: Promise<void>[] = [];
  for (let count = 0; count < perSecond * seconds; count += 1) {
    const dueAtMs = startedAtMs + (count * 1000) / perSecond;
    const aheadMs = dueAtMs - performance.now();
    if (aheadMs > 1) await wait(aheadMs);
    asked.push(ask(dueAtMs));
  }
  await Promise.all(asked);
}

function askOnce(address: string, agent: Agent): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(address, { agent }, (answer) => {
      answer.resume();
      answer.once('end', () => resolve(answer.statusCode === 200));
      answer.once('error', () => resolve(false));
    });
    request.once('error', () => resolve(false));
  });
}

if (!isMainThread) parentPort?.postMessage(await drive(Asked.parse(workerData)));
