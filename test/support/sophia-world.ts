import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readSettingNames } from '#config';
import { type OpenDatabase, openDatabase } from '#platform/db';
import { SophiaError } from '#platform/errors';
import { requestFromHolder } from '#platform/instance';
import { testDatabaseUrl } from './needs.ts';
import { createServerDatabase, dropServerDatabase } from './server-database.ts';
import { waitUntil } from './wait-until.ts';

export const projectDirectory = fileURLToPath(new URL('../../', import.meta.url));
/** As bin/sophia does it, and without what makes a long run faster: no server of a test lives for that long. */
const program = [
  process.execPath,
  '--no-wasm-tier-up',
  '--no-wasm-dynamic-tiering',
  join(projectDirectory, 'bin', 'sophia.mjs'),
] as const;

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** What the process reads from standard input; nothing by default. */
  readonly input?: string | Buffer;
  /** Another program than bin/sophia, such as npm. */
  readonly program?: string;
  readonly workingDirectory?: string;
}

/** A started process with everything it has written so far. */
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  stdout(): string;
  stderr(): string;
  kill(signal: NodeJS.Signals): void;
}

/** A server that listens. */
export interface RunningServer extends Running {
  readonly address: string;
}

/** A Sophia of its own: a state folder, a database, a folder to work in. Its processes are real ones. */
export interface SophiaWorld {
  readonly home: string;
  /** Where its commands are typed, so that relative paths count from here. */
  readonly folder: string;
  readonly databaseUrl: string | null;
  start(parameters: readonly string[], options?: RunOptions): Running;
  /** Starts a process and waits for its end. */
  run(parameters: readonly string[], options?: RunOptions): Promise<Ended>;
  /** Starts the server and waits until it says where it listens. */
  serve(parameters?: readonly string[], options?: RunOptions): Promise<RunningServer>;
  /** Asks the process that holds the embedded database, as a second command does; null where none answers. */
  askHolder(operation: string, input: unknown): Promise<unknown>;
  /** The database itself; the embedded one only while no process of this world runs. */
  withDatabase<Result>(work: (database: OpenDatabase) => Promise<Result>): Promise<Result>;
}

/** Makes the worlds of one test file. */
export interface SophiaWorlds {
  /** A world whose database is migrated, as after a first start. */
  create(): Promise<SophiaWorld>;
  /** A world without anything in it, as before the first start. */
  createEmpty(): Promise<SophiaWorld>;
  /** A world on the embedded database, also where a server is there to test on; migrated, as after a first start. */
  createEmbedded(): Promise<SophiaWorld>;
  /** The same without anything in it, as before the first start. */
  createEmbeddedEmpty(): Promise<SophiaWorld>;
}

/** What a first start leaves behind, to be copied. */
type Template = Pick<SophiaWorld, 'home' | 'databaseUrl'>;

interface Shared {
  readonly base: string;
  readonly children: ChildProcess[];
  readonly databases: string[];
  readonly templates: Record<'any' | 'embedded', Promise<Template> | null>;
  worlds: number;
}

/**
 * Worlds on embedded databases, or on databases of the server of SOPHIA_TEST_DATABASE_URL. Called at the top of a
 * test file, outside of `describe`: after its last test the processes are ended, the folders and databases removed.
 */
export async function sophiaWorlds(): Promise<SophiaWorlds> {
  const worlds = await openSophiaWorlds();
  after(() => worlds[Symbol.asyncDispose]());
  return worlds;
}

/** The same for a program that is no test: whoever opens it disposes of it. */
export async function openSophiaWorlds(): Promise<SophiaWorlds & AsyncDisposable> {
  const base = await mkdtemp(join(tmpdir(), 'sophia-test-'));
  const shared: Shared = { base, children: [], databases: [], templates: { any: null, embedded: null }, worlds: 0 };
  return {
    [Symbol.asyncDispose]: () => clearAway(shared),
    create: async () => {
      const embedded = testDatabaseUrl() === null;
      return openWorld({ shared, template: await templateOf({ shared, embedded }), embedded });
    },
    createEmpty: () => openWorld({ shared, template: null }),
    createEmbedded: async () =>
      openWorld({ shared, template: await templateOf({ shared, embedded: true }), embedded: true }),
    createEmbeddedEmpty: () => openWorld({ shared, template: null, embedded: true }),
  };
}

function templateOf({ shared, embedded }: { shared: Shared; embedded: boolean }): Promise<Template> {
  const kind = embedded ? 'embedded' : 'any';
  shared.templates[kind] ??= makeTemplate({ shared, embedded });
  return shared.templates[kind];
}

/** A run of all tests makes both once for all of them, and says where: scripts/run-tests.ts. */
async function makeTemplate({ shared, embedded }: { shared: Shared; embedded: boolean }): Promise<Template> {
  const home = process.env['SOPHIA_TEST_TEMPLATE'];
  if (home !== undefined && home !== '') {
    return { home, databaseUrl: embedded ? null : await readFile(`${home}-database`, 'utf8') };
  }
  const world = await openWorld({ shared, template: null, embedded });
  const ended = await world.run(['calls', 'list']);
  if (ended.code !== 0) throw new Error(`The first start failed:\n${ended.stderr}`);
  return world;
}

async function clearAway({ base, children, databases }: Shared): Promise<void> {
  for (const child of children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)) {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  for (const name of databases) await dropServerDatabase({ serverUrl: testDatabaseUrl() ?? '', name });
  // Simulators are children of what was killed: they end at once, and may write once more while they do.
  await rm(base, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}

async function openWorld({
  shared,
  template,
  embedded = false,
}: {
  shared: Shared;
  template: Template | null;
  embedded?: boolean;
}): Promise<SophiaWorld> {
  const number = shared.worlds;
  shared.worlds += 1;
  const base = join(shared.base, String(number));
  const home = join(base, 'home');
  const folder = join(base, 'work');
  await mkdir(folder, { recursive: true });
  if (template !== null && template.databaseUrl === null) await cp(template.home, home, { recursive: true });
  const databaseUrl = embedded ? null : await createDatabase({ shared, number, template });
  function start(parameters: readonly string[], options: RunOptions = {}): Running {
    const running = startProcess({ parameters, options, settings: { home, databaseUrl }, folder });
    shared.children.push(running.child);
    return running;
  }
  return {
    home,
    folder,
    databaseUrl,
    start,
    run: (parameters, options) => start(parameters, options).ended,
    serve: (parameters = ['--no-example'], options = {}) => serve(start(['start', ...parameters], options)),
    askHolder: (operation, input) => askHolder({ home, operation, input }),
    withDatabase: async (work) => {
      const database = await openDatabase({ databaseUrl, dataDirectory: join(home, 'database') });
      try {
        return await work(database);
      } finally {
        await database.close();
      }
    },
  };
}

async function createDatabase({
  shared,
  number,
  template,
}: {
  shared: Shared;
  number: number;
  template: Template | null;
}): Promise<string | null> {
  const serverUrl = testDatabaseUrl();
  if (serverUrl === null) return null;
  const name = `sophia_${process.pid}_${number}`;
  shared.databases.push(name);
  return await createServerDatabase({ serverUrl, name, template: nameIn(template?.databaseUrl ?? null) });
}

function nameIn(databaseUrl: string | null): string | null {
  return databaseUrl === null ? null : new URL(databaseUrl).pathname.slice(1);
}

interface ProcessSettings {
  readonly home: string;
  readonly databaseUrl: string | null;
}

/** The environment of the machine without any setting of Sophia's; an empty value also hides what `.env` says. */
function environmentFor({ home, databaseUrl }: ProcessSettings): Record<string, string | undefined> {
  const unset = Object.fromEntries(readSettingNames().map((name) => [name, '']));
  return {
    ...process.env,
    ...unset,
    NO_COLOR: '1',
    SOPHIA_HOME: home,
    SOPHIA_PORT: '0',
    SOPHIA_SIMULATOR_PORT: '0',
    SOPHIA_LEASE_SECONDS: '2',
    DATABASE_URL: databaseUrl ?? '',
  };
}

function startProcess({
  parameters,
  options,
  settings,
  folder,
}: {
  parameters: readonly string[];
  options: RunOptions;
  settings: ProcessSettings;
  folder: string;
}): Running {
  const {
    INIT_CWD: _folder,
    NODE_TEST_CONTEXT: _context,
    SOPHIA_TEST_TEMPLATE: _template,
    ...inherited
  } = environmentFor(settings);
  const [command, ...first] = options.program === undefined ? program : ([options.program] as const);
  const child = spawn(command, [...first, ...parameters], {
    cwd: options.workingDirectory ?? folder,
    env: { ...inherited, ...options.environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text;
    });
  }
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input ?? '');
  const ended = once(child, 'close').then(() => ({ code: child.exitCode, signal: child.signalCode, ...texts }));
  return {
    child,
    ended,
    stdout: () => texts.stdout,
    stderr: () => texts.stderr,
    kill: (signal) => void child.kill(signal),
  };
}

async function serve(running: Running): Promise<RunningServer> {
  const [, address] = await waitUntil('the server says where it listens', {
    condition: () => {
      if (running.child.exitCode !== null) throw new Error(`The server did not start:\n${running.stderr()}`);
      return /Sophia answers at (\S+)/.exec(running.stderr());
    },
  });
  return { ...running, address: address ?? '' };
}

async function askHolder({
  home,
  operation,
  input,
}: {
  home: string;
  operation: string;
  input: unknown;
}): Promise<unknown> {
  const names = await readdir(home).catch(() => []);
  const newest = names.filter((name) => /^holder-\d+$/.test(name)).sort((one, other) => rankOf(other) - rankOf(one))[0];
  if (newest === undefined) return null;
  try {
    const body = { workspaceId: 'main', input };
    return await requestFromHolder({ socketPath: join(home, newest), path: `/operations/${operation}`, body });
  } catch (error) {
    if (error instanceof SophiaError && error.code === 'instance.holder-lost') return null;
    throw error;
  }
}

function rankOf(socketName: string): number {
  return Number(socketName.slice('holder-'.length));
}
