import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { readSettingNames } from '#config';
import { testDatabaseUrl } from '#test/needs';
import { createServerDatabase, dropServerDatabase } from '#test/server-database';
import { readRepository, repositoryRoot } from './checks/read-repository.ts';
import { FinishedTest } from './testing/list-reporter.ts';

const groupNames = ['unit', 'slow', 'db', 'proc'] as const;
type GroupName = (typeof groupNames)[number];

/** How the files of a group run: dealt to as many processes as there are lanes, or each in its own, two at a time. */
const groups: Readonly<
  Record<
    GroupName,
    { readonly title: string; readonly pattern: RegExp; readonly apart: boolean; readonly options: string[] }
  >
> = {
  unit: {
    title: 'without a database',
    pattern: /^(?!.*\.(slow|db|proc)\.test\.ts$).*\.test\.ts$/,
    apart: false,
    options: ['--import', './scripts/testing/seed-properties.ts'],
  },
  slow: {
    title: 'that wait, or do much',
    pattern: /\.slow\.test\.ts$/,
    apart: false,
    options: ['--import', './scripts/testing/seed-properties.ts'],
  },
  db: {
    title: 'on a database',
    pattern: /\.db\.test\.ts$/,
    apart: false,
    options: ['--import', './scripts/testing/seed-properties.ts'],
  },
  proc: { title: 'with processes of their own', pattern: /\.proc\.test\.ts$/, apart: true, options: [] },
};

const lanes = 2;
const serverUrl = testDatabaseUrl();
/** Of a run, as others may run beside it. */
const templateName = `sophia_${process.pid}_0`;
/** Tests make much that is thrown away at once: a tenth of their time went to collecting it in small pieces. */
const moreRoomForTheYoung = ['--max-semi-space-size=64'];
const shorterImports = ['--import', './bin/shorten-imports.mjs'];
const compileCache = join(repositoryRoot, 'node_modules', '.cache', 'sophia', 'tests');
const longestGroupMs = 45 * 60 * 1000;
const slowTestMs = 5000;

const { values: options, positionals } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    shard: { type: 'string', default: '1/1' },
    'fail-on-skip': { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});

const shard = readShard(options.shard);
process.exitCode = await runAll();

/** `2/3` is the second of three hands of files: several processes share a group. */
function readShard(text: string): { readonly number: number; readonly of: number } {
  const [, number = 0, of = 0] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number);
  if (number < 1 || number > of) throw new Error(`Expected --shard such as 1/2, found "${text}".`);
  return { number, of };
}

async function runAll(): Promise<number> {
  const wanted = groupNames.filter((name) => options.only === undefined || options.only.includes(name));
  const finished: FinishedTest[] = [];
  let broken = 0;
  for (const name of wanted) {
    // Those that take longest stand last by name: begun first, they do not run on alone at the end.
    const files = name === 'proc' ? filesOf(name).toReversed() : filesOf(name);
    if (files.length === 0) {
      continue;
    }
    const start = performance.now();
    say(
      `\n${name}: ${files.length} files, ${groups[name].title}${name === 'unit' || name === 'slow' ? '' : `, ${databaseName()}`}`,
    );
    const result = await runGroup({ name, files });
    finished.push(...result.tests);
    const failed = result.tests.filter((test) => test.result === 'failed').length;
    broken += result.status !== 0 && failed === 0 ? 1 : 0;
    say(`${name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
    sayWhichAreSlow(result.tests);
  }
  return sumUp({ finished, broken });
}

function filesOf(name: GroupName): string[] {
  const filters = positionals.map((path) => relative(repositoryRoot, join(process.cwd(), path)));
  const found = readRepository().files.filter(
    (file) =>
      groups[name].pattern.test(file) && (filters.length === 0 || filters.some((filter) => file.startsWith(filter))),
  );
  return deal({ files: found, hands: shard.of })[shard.number - 1] ?? [];
}

function databaseName(): string {
  return process.env['SOPHIA_TEST_DATABASE_URL'] === undefined ? 'embedded database' : 'PostgreSQL server';
}

interface GroupResult {
  readonly status: number;
  readonly tests: readonly FinishedTest[];
}

async function runGroup({ name, files }: { name: GroupName; files: readonly string[] }): Promise<GroupResult> {
  const { apart } = groups[name];
  const folder = mkdtempSync(join(tmpdir(), 'sophia-tests-'));
  const deadlineMs = performance.now() + longestGroupMs;
  try {
    const environment = apart && files.length > 1 ? { SOPHIA_TEST_TEMPLATE: await makeTemplates(folder) } : {};
    const waiting = apart ? files.map((file) => [file]) : dealt(files);
    const results: GroupResult[] = [];
    async function runLane(): Promise<void> {
      for (let batch = waiting.shift(); batch !== undefined; batch = waiting.shift()) {
        results.push(await runBatch({ name, files: batch, folder, environment, deadlineMs }));
      }
    }
    await Promise.all(Array.from({ length: lanes }, runLane));
    return {
      status: results.find(({ status }) => status !== 0)?.status ?? 0,
      tests: results.flatMap(({ tests }) => tests),
    };
  } finally {
    rmSync(folder, { recursive: true });
    if (serverUrl !== null && apart) await dropServerDatabase({ serverUrl, name: templateName });
  }
}

/** A shard is one of several processes already. */
function dealt(files: readonly string[]): string[][] {
  return deal({ files, hands: shard.of > 1 ? 1 : Math.min(lanes, files.length) });
}

/** The largest first, there and back again: how long files are says about how long they take. Order is kept in a hand. */
function deal({ files, hands }: { readonly files: readonly string[]; readonly hands: number }): string[][] {
  const sized = files.map((file) => ({ file, bytes: statSync(join(repositoryRoot, file)).size }));
  const handOf = new Map(
    sized
      .toSorted((left, right) => right.bytes - left.bytes)
      .map(({ file }, place) => [file, Math.min(place % (2 * hands), 2 * hands - 1 - (place % (2 * hands)))]),
  );
  return Array.from({ length: hands }, (_, hand) => files.filter((file) => handOf.get(file) === hand));
}

interface Batch {
  readonly name: GroupName;
  readonly files: readonly string[];
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly deadlineMs: number;
}

/** One process for these files. Those of a group that run apart say a line when they are done. */
async function runBatch({ name, files, folder, environment, deadlineMs }: Batch): Promise<GroupResult> {
  const start = performance.now();
  const list = join(mkdtempSync(join(folder, 'batch-')), 'list.jsonl');
  const { apart, options: own } = groups[name];
  const status = await runNode({
    parameters: [
      '--test',
      '--test-isolation=none',
      ...own,
      `--test-reporter=${options.verbose ? 'spec' : 'dot'}`,
      '--test-reporter-destination=stdout',
      `--test-reporter=${join(import.meta.dirname, 'testing', 'list-reporter.ts')}`,
      `--test-reporter-destination=${list}`,
      ...files,
    ],
    environment,
    quiet: apart && !options.verbose,
    deadlineMs,
  });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  if (apart) say(`${status === 0 ? 'ok      ' : 'FAILED  '} ${seconds.padStart(6)} s  ${files.join(', ')}`);
  return { status, tests: existsSync(list) ? readList(list) : [] };
}

/** What a first start leaves behind, on the embedded database and on the server, made once for all that begin with it. */
async function makeTemplates(folder: string): Promise<string> {
  const home = join(folder, 'first-start');
  startOnce({ SOPHIA_HOME: home });
  if (serverUrl !== null) {
    const databaseUrl = await createServerDatabase({ serverUrl, name: templateName });
    startOnce({ SOPHIA_HOME: join(folder, 'first-start-on-server'), DATABASE_URL: databaseUrl });
    writeFileSync(`${home}-database`, databaseUrl);
  }
  return home;
}

function startOnce(settings: Readonly<Record<string, string>>): void {
  const unset = Object.fromEntries(readSettingNames().map((name) => [name, '']));
  execFileSync(join(repositoryRoot, 'bin', 'sophia'), ['calls', 'list'], {
    env: { ...process.env, ...unset, ...settings },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/**
 * A group that hangs is ended, so that a forgotten timer or server fails the run with a name. What a quiet process
 * writes is shown only where it fails.
 */
function runNode({
  parameters,
  environment,
  quiet,
  deadlineMs,
}: {
  parameters: readonly string[];
  environment: Readonly<Record<string, string>>;
  quiet: boolean;
  deadlineMs: number;
}): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...moreRoomForTheYoung, ...shorterImports, ...parameters], {
      cwd: repositoryRoot,
      env: { NODE_COMPILE_CACHE: compileCache, ...process.env, ...environment },
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
    });
    const written: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (bytes: Buffer) => written.push(bytes));
    const timer = setTimeout(
      () => {
        say(`\nNot finished after ${longestGroupMs / 60_000} minutes: something still runs. Ended.`);
        child.kill('SIGKILL');
      },
      Math.max(0, deadlineMs - performance.now()),
    );
    child.on('close', (code) => {
      clearTimeout(timer);
      if (code !== 0) process.stdout.write(Buffer.concat(written));
      resolve(code ?? 1);
    });
  });
}

function readList(path: string): FinishedTest[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => FinishedTest.parse(JSON.parse(line)));
}

/** The tests that take most of the time, so that nobody has to search for them when a budget is missed. */
function sayWhichAreSlow(tests: readonly FinishedTest[]): void {
  const slow = tests
    .filter((test) => test.durationMs > slowTestMs)
    .sort((left, right) => right.durationMs - left.durationMs);
  for (const test of slow.slice(0, 5)) {
    say(`slow     ${(test.durationMs / 1000).toFixed(1)} s, ${relative(repositoryRoot, test.file)}: ${test.name}`);
  }
}

/** A group that ended badly without a failing test (it crashed or hung) counts as one failure. */
function sumUp({ finished, broken }: { finished: readonly FinishedTest[]; broken: number }): number {
  const skipped = finished.filter((test) => test.result === 'skipped');
  const failed = finished.filter((test) => test.result === 'failed');
  const passed = finished.filter((test) => test.result === 'passed');
  for (const test of failed) {
    say(`failed   ${relative(repositoryRoot, test.file)}: ${test.name}`);
  }
  for (const test of skipped) {
    say(`skipped  ${relative(repositoryRoot, test.file)}: ${test.name} (${test.reason || 'no reason given'})`);
  }
  const skipFailures = options['fail-on-skip'] ? skipped.length : 0;
  const failures = failed.length + broken + skipFailures;
  if (broken > 0) {
    say('A group ended badly although no test failed: see above.');
  }
  if (skipFailures > 0) {
    say('Skipped tests count as failed here (--fail-on-skip).');
  }
  say(`\n${skipped.length} skipped`);
  say(`${passed.length} passed, ${failures} failed`);
  return failures === 0 && passed.length > 0 ? 0 : 1;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
