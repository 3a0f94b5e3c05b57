import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { SophiaError } from '#platform/errors';
import { waitUntil } from '#test/wait-until';
import { acquireInstance, requestFromHolder } from './index.ts';

const scripts = new URL('../../../test/support/processes/', import.meta.url);
const base = await mkdtemp(join(tmpdir(), 'sophia-test-'));
const started: ChildProcess[] = [];
let folders = 0;

after(async () => {
  for (const child of started) {
    child.kill('SIGKILL');
  }
  await rm(base, { recursive: true, force: true });
});

async function createFolder(): Promise<string> {
  folders += 1;
  const folder = join(base, String(folders));
  await mkdir(folder);
  return folder;
}

function start(script: string, parameters: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [fileURLToPath(new URL(script, scripts)), ...parameters], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  started.push(child);
  return child;
}

async function startServing(dataDirectory: string): Promise<ChildProcess> {
  const child = start('serve-directory.ts', [dataDirectory]);
  assert.ok(child.stdout !== null);
  await once(child.stdout, 'data');
  return child;
}

async function acquireAsGuest(dataDirectory: string): Promise<string> {
  const instance = await acquireInstance({ dataDirectory });
  assert.equal(instance.role, 'guest');
  return instance.socketPath;
}

async function acquireAndRelease(dataDirectory: string): Promise<string> {
  const instance = await acquireInstance({ dataDirectory });
  await instance.release();
  return instance.role;
}

describe('the data directory', { timeout: 900_000 }, () => {
  it('has one holder at a time where ten processes race for it, half of them killed while they hold it', async () => {
    const [dataDirectory, recordFolder] = [await createFolder(), await createFolder()];
    const children = Array.from({ length: 10 }, (_, number) =>
      start('hold-directory.ts', [dataDirectory, recordFolder, number % 2 === 0 ? 'kill' : 'release', '15']),
    );
    await Promise.all(children.map((child) => once(child, 'exit')));
    const record = (await readFile(join(recordFolder, 'record'), 'utf8')).trim().split('\n');
    assert.equal(record.length, 10);
    assert.deepEqual(
      record.filter((line) => !line.startsWith('alone')),
      [],
    );
  });

  it('has one holder where many in one process take it over from a dead one at the same instant', async () => {
    for (let round = 0; round < 20; round += 1) {
      const dataDirectory = await createFolder();
      await leaveDeadSocket(join(dataDirectory, 'holder-7'));
      const instances = await Promise.all(Array.from({ length: 8 }, () => acquireInstance({ dataDirectory })));
      assert.equal(instances.filter(({ role }) => role === 'holder').length, 1);
      await Promise.all(instances.map((instance) => instance.release()));
    }
  });

  it('is taken over from a holder that was killed, and its socket is cleared away', async () => {
    const dataDirectory = await createFolder();
    const child = await startServing(dataDirectory);
    assert.equal(await acquireAndRelease(dataDirectory), 'guest');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const instance = await acquireInstance({ dataDirectory });
    assert.equal(instance.role, 'holder');
    assert.deepEqual(await readdir(dataDirectory), ['holder-2']);
    assert.equal((await stat(join(dataDirectory, 'holder-2'))).mode & 0o777, 0o600);
    await instance.release();
  });

  it('is one directory by whichever name, and also under a path too long for a socket', async () => {
    const folder = join(await createFolder(), 'a-folder-with-a-long-name'.repeat(4), 'data');
    const alias = join(base, 'alias');
    await mkdir(folder, { recursive: true });
    await symlink(folder, alias);
    const holder = await acquireInstance({ dataDirectory: folder });
    assert.equal(holder.role, 'holder');
    assert.ok(Buffer.byteLength(holder.socketPath) < 104);
    assert.equal(await acquireAndRelease(alias), 'guest');
    await holder.release();
    assert.equal(await acquireAndRelease(alias), 'holder');
  });

  it('lets requests wait until its holder serves them', async () => {
    const dataDirectory = await createFolder();
    const holder = await acquireInstance({ dataDirectory });
    assert.ok(holder.role === 'holder');
    const answer = requestFromHolder({ socketPath: await acquireAsGuest(dataDirectory), path: '/early', body: 1 });
    holder.serve(async ({ path, body }) => ({ path, body }));
    assert.deepEqual(await answer, { path: '/early', body: 1 });
    await holder.release();
  });
});

describe('a request to the holder', { timeout: 900_000 }, () => {
  it('brings the events in order and then the result, texts unharmed', async () => {
    const dataDirectory = await createFolder();
    await startServing(dataDirectory);
    const socketPath = await acquireAsGuest(dataDirectory);
    const events: unknown[] = [];
    const counted = await requestFromHolder({
      socketPath,
      path: '/count',
      body: null,
      onEvent: (event) => events.push(event),
    });
    assert.equal(counted, 'counted');
    assert.deepEqual(events, [{ number: 1 }, { number: 2 }, { number: 3 }]);
    const body = { text: `line\nbreak, “quotes”, 😀 ${'x'.repeat(300_000)}` };
    assert.deepEqual(await requestFromHolder({ socketPath, path: '/echo', body }), { path: '/echo', body });
  });

  it('says that the holder was lost where it is killed in the middle', async () => {
    const dataDirectory = await createFolder();
    const child = await startServing(dataDirectory);
    const socketPath = await acquireAsGuest(dataDirectory);
    const answer = requestFromHolder({
      socketPath,
      path: '/hang',
      body: null,
      onEvent: () => child.kill('SIGKILL'),
    });
    await assert.rejects(answer, { code: 'instance.holder-lost' });
    await assert.rejects(requestFromHolder({ socketPath, path: '/echo', body: null }), {
      code: 'instance.holder-lost',
    });
  });

  it('brings the error that the holder threw, and nothing of one that was not foreseen', async () => {
    const dataDirectory = await createFolder();
    const holder = await acquireInstance({ dataDirectory });
    assert.ok(holder.role === 'holder');
    holder.serve(async ({ path }) => {
      throw path === '/known'
        ? new SophiaError('call.not-found', 'Expected a call, found none.', { details: { callId: 'call_1' } })
        : new Error('password of the database');
    });
    const socketPath = await acquireAsGuest(dataDirectory);
    await assert.rejects(requestFromHolder({ socketPath, path: '/known', body: null }), {
      code: 'call.not-found',
      message: 'Expected a call, found none.',
      details: { callId: 'call_1' },
    });
    await assert.rejects(requestFromHolder({ socketPath, path: '/unknown', body: null }), (error) => {
      assert.ok(error instanceof SophiaError && error.code === 'internal.unexpected');
      assert.doesNotMatch(error.message, /password/);
      return true;
    });
    await holder.release();
  });

  it('tells the holder when the asking process goes away', async () => {
    const dataDirectory = await createFolder();
    const holder = await acquireInstance({ dataDirectory });
    assert.ok(holder.role === 'holder');
    let aborted = false;
    holder.serve(async ({ emit, signal }) => {
      signal.addEventListener('abort', () => {
        aborted = true;
      });
      emit('started');
      return new Promise(() => undefined);
    });
    const stop = new AbortController();
    const answer = requestFromHolder({
      socketPath: await acquireAsGuest(dataDirectory),
      path: '/',
      body: null,
      signal: stop.signal,
      onEvent: () => stop.abort(),
    });
    await assert.rejects(answer, { name: 'AbortError' });
    await waitUntil('the holder has noticed', { condition: () => aborted });
    await holder.release();
  });
});

/** A socket that nobody listens on any more, as a killed process leaves it. */
async function leaveDeadSocket(path: string): Promise<void> {
  const child = spawn(process.execPath, [
    '-e',
    `require('node:net').createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, 'SIGKILL'))`,
  ]);
  await once(child, 'exit');
  await assert.rejects(
    new Promise((resolve, reject) => {
      createServer()
        .once('error', reject)
        .listen(path, () => resolve(undefined));
    }),
    { code: 'EADDRINUSE' },
  );
}
