import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { text } from 'node:stream/consumers';
import { openDatabase } from '#platform/db';
import { type BenchRow, formatMs } from './measure.ts';
import { processCpuMs } from './process-cpu.ts';

const filesPerFolder = 500;
/** One file of a hundred cannot be read, in each of these ways in turn. */
const badEvery = 100;
const aims = { filesPerSecond: 10, megabytes: 1500 };
const watchEveryMs = 250;
const root = path.join(import.meta.dirname, '..');

const badFiles: readonly { readonly extension: string; readonly content: Buffer }[] = [
  { extension: 'vtt', content: Buffer.of() },
  { extension: 'txt', content: Buffer.from('89504e470d0a1a0a0000000d000102030405', 'hex') },
  { extension: 'json', content: Buffer.from('{"format": "sophia.transcript/1", "turns": [') },
  { extension: 'vtt', content: Buffer.from('WEBVTT\n') },
];

/**
 * One `sophia calls import` of many files, one of a hundred of which cannot be read: how fast, with how much memory, and
 * whether every file was stored or named. It takes too long for the whole run.
 */
export async function benchFiles({ files: count }: { files: number }): Promise<BenchRow[]> {
  const home = await mkdtemp(path.join(tmpdir(), 'sophia-bench-files-'));
  try {
    const bad = await writeFiles({ folder: path.join(home, 'calls'), count });
    const run = await importAll(home);
    const stored = await readStored(home);
    return rowsOf({ count, bad, stored, run });
  } finally {
    await rm(home, { recursive: true });
  }
}

interface ImportRun {
  readonly code: number | null;
  readonly wallMs: number;
  /** Of the processor, which other work on the machine does not lengthen. */
  readonly processorMs: number;
  readonly peakMegabytes: number;
  readonly messages: string;
}

/** Writes the files in folders of five hundred; returns the names of those that cannot be read. */
async function writeFiles({ folder, count }: { folder: string; count: number }): Promise<string[]> {
  const bad: string[] = [];
  for (let number = 0; number < count; number += 1) {
    const place = path.join(folder, `part-${Math.floor(number / filesPerFolder)}`);
    if (number % filesPerFolder === 0) await mkdir(place, { recursive: true });
    const fault = number % badEvery === badEvery - 1 ? badFiles[bad.length % badFiles.length] : undefined;
    const name = `call-${String(number).padStart(5, '0')}.${fault?.extension ?? 'txt'}`;
    if (fault !== undefined) bad.push(name);
    await writeFile(path.join(place, name), fault?.content ?? callText(number));
  }
  return bad;
}

/** A short call that no other is the same as. */
function callText(number: number): string {
  return [
    `Maya Okafor: Thanks for taking the time, this is about building ${number}.`,
    `Sam Ortiz: We cannot pay more than $${(number % 90) + 3}.50 a unit, that is a big jump from what we pay today.`,
    'Maya Okafor: I understand. What else would hold you back?',
    'Sam Ortiz: Our controller has to sign off on it, and we would like to start in January.',
    `Maya Okafor: I will send you a quote for ${number + 20} units by Friday.`,
    '',
  ].join('\n');
}

async function importAll(home: string): Promise<ImportRun> {
  const startedAtMs = performance.now();
  const words = ['bin/sophia.mjs', 'calls', 'import', path.join(home, 'calls'), '--internal', 'Maya Okafor'];
  const command = spawn(process.execPath, words, {
    cwd: root,
    env: { ...process.env, SOPHIA_HOME: home, DATABASE_URL: '' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let peakMegabytes = 0;
  let processorMs = 0;
  const watch = setInterval(() => {
    processorMs = Math.max(processorMs, processCpuMs(command.pid ?? 0));
    readFile(`/proc/${command.pid}/status`, 'utf8').then(
      (status) => {
        const kilobytes = Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0);
        peakMegabytes = Math.max(peakMegabytes, Math.round(kilobytes / 1024));
      },
      // The process has ended, or the system is not Linux: then no peak is known.
      () => undefined,
    );
  }, watchEveryMs);
  try {
    const ended = new Promise<number | null>((resolve) => command.once('exit', resolve));
    const messages = await text(command.stderr);
    return { code: await ended, wallMs: performance.now() - startedAtMs, processorMs, peakMegabytes, messages };
  } finally {
    clearInterval(watch);
  }
}

interface Stored {
  readonly calls: number;
  readonly analyzed: number;
  /** The files that were refused, with why. */
  readonly refused: readonly string[];
}

/** What stands in the database once the command has ended. */
async function readStored(home: string): Promise<Stored> {
  const database = await openDatabase({
    databaseUrl: null,
    dataDirectory: path.join(home, 'database'),
    bufferMegabytes: 128,
  });
  try {
    const { rows } = await database.pool.query<{ name: string; state: string; problem: unknown }>(
      'select source_name as name, state, problem from import_items order by position',
    );
    const calls = await database.pool.query<{ count: string }>(
      'select count(distinct call.id) from calls call join analyses analysis on analysis.call_id = call.id',
    );
    return {
      calls: Number(calls.rows[0]?.count ?? 0),
      analyzed: rows.filter(({ state }) => state === 'analyzed').length,
      refused: rows.flatMap(({ name, state, problem }) =>
        state === 'refused' && problem !== null ? [path.basename(name)] : [],
      ),
    };
  } finally {
    await database.close();
  }
}

function rowsOf({
  count,
  bad,
  stored,
  run,
}: {
  count: number;
  bad: readonly string[];
  stored: Stored;
  run: ImportRun;
}): BenchRow[] {
  const { calls, analyzed, refused } = stored;
  const good = count - bad.length;
  const named = bad.filter((name) => run.messages.includes(name));
  const perSecond = count / (run.wallMs / 1000);
  const refusedAreBad = refused.length === bad.length && bad.every((name) => refused.includes(name));
  const someSucceeded = 3;
  return [
    {
      measure: `files a second, of ${count} in one import`,
      reached: perSecond.toFixed(1),
      aim: `at least ${aims.filesPerSecond}`,
      met: perSecond >= aims.filesPerSecond,
      note: `${formatMs(run.wallMs)} in all, from the command to its end, with ${formatMs(run.processorMs / count)} of processor a file`,
    },
    {
      measure: 'memory of the command at its peak',
      reached: `${run.peakMegabytes} MB`,
      aim: `under ${aims.megabytes} MB`,
      met: run.peakMegabytes > 0 && run.peakMegabytes < aims.megabytes,
      note: 'with the embedded database and the threads that analyze',
    },
    {
      measure: 'readable files that stand as an analyzed call',
      reached: `${calls} of ${good}`,
      aim: 'all',
      met: calls === good && analyzed === good,
      note: '',
    },
    {
      measure: 'unreadable files that are named, and nothing else refused',
      reached: `${named.length} of ${bad.length}`,
      aim: 'all',
      met: named.length === bad.length && refusedAreBad && run.code === (bad.length === 0 ? 0 : someSucceeded),
      note: `${refused.length} refused, exit code ${run.code}`,
    },
  ];
}
