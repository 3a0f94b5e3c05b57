import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { systemClock } from '#platform/clock';
import { createMemoryLog } from '#platform/log';
import { waitUntil } from '#test/wait-until';
import { migrate, migrationStatus, type ObservedQuery, openDatabase } from './index.ts';
import { migrationsDirectory } from './read-migrations.ts';

const base = await mkdtemp(join(tmpdir(), 'sophia-test-'));
after(() => rm(base, { recursive: true, force: true }));

describe('the embedded database', { timeout: 900_000 }, () => {
  it('keeps what it was given, warns of a query that stalls the process, and tells of each', async () => {
    const dataDirectory = join(base, 'kept');
    const log = createMemoryLog();
    const queries: ObservedQuery[] = [];
    const first = await openDatabase({
      databaseUrl: null,
      dataDirectory,
      log,
      stallQuietMs: 0,
      onQuery: (query) => queries.push(query),
    });
    await first.pool.query('create table kept (value integer)');
    await first.pool.query('insert into kept values (1)');
    await assert.rejects(first.pool.query('select missing'));
    await first.pool.query('select pg_sleep(0.08)');
    await first.close();
    await first.close();
    const second = await openDatabase({ databaseUrl: null, dataDirectory });
    assert.deepEqual((await second.pool.query('select value from kept')).rows, [{ value: 1 }]);
    await second.close();
    const told = log.lines.map(({ level, fields }) => [level, fields['statement']]);
    assert.deepEqual(told.at(-1), ['warn', 'select pg_sleep(0.08)']);
    const failed = queries.find(({ statement }) => statement === 'select missing');
    assert.equal(failed?.failed, true);
  });

  it('starts anew where the process was killed while it created the directory', async () => {
    const dataDirectory = join(base, 'cut');
    const script = `import { openDatabase } from '#platform/db';
      await openDatabase({ databaseUrl: null, dataDirectory: ${JSON.stringify(dataDirectory)} });`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' });
    await waitUntil('the first files are there', {
      condition: () => existsSync(join(dataDirectory, 'cluster', 'base')),
    });
    child.kill('SIGKILL');
    await once(child, 'exit');
    assert.equal(existsSync(join(dataDirectory, 'cluster.complete')), false);
    const database = await openDatabase({ databaseUrl: null, dataDirectory });
    await migrate({ database, clock: systemClock });
    await database.close();
    assert.equal((await readdir(dataDirectory)).includes('cluster.unfinished'), true);
  });

  it('says what is wrong with a directory that cannot be used', async () => {
    const file = join(base, 'file');
    await writeFile(file, 'not a directory');
    await assert.rejects(openDatabase({ databaseUrl: null, dataDirectory: file }), {
      code: 'db.cannot-open',
      message: new RegExp(file),
    });
  });
});

describe('a server that cannot be reached', () => {
  it('is named without its password', async () => {
    await assert.rejects(
      openDatabase({ databaseUrl: 'postgres://someone:secret@127.0.0.1:1/sophia', dataDirectory: '' }),
      (error) => {
        assert.ok(error instanceof Error && 'code' in error);
        assert.equal(error.code, 'db.unreachable');
        assert.match(error.message, /127\.0\.0\.1:1\/sophia/);
        assert.doesNotMatch(error.message, /secret/);
        return true;
      },
    );
  });
});

describe('migrating', { timeout: 900_000 }, () => {
  it('applies each file once, in order, and says what is left', async () => {
    const directory = join(base, 'migrations');
    await mkdir(directory);
    await copyFile(`${migrationsDirectory}/0001-foundation.sql`, join(directory, '0001-foundation.sql'));
    const database = await openDatabase({ databaseUrl: null, dataDirectory: 'memory://' });
    const before = await migrationStatus({ database, directory });
    assert.deepEqual(before, { applied: [], pending: [{ number: 1, name: 'foundation' }] });
    assert.deepEqual(await migrate({ database, clock: systemClock, directory }), ['0001-foundation']);
    assert.deepEqual(await migrate({ database, clock: systemClock, directory }), []);

    await writeFile(join(directory, '0002-more.sql'), 'create table more (id text); select broken;');
    await assert.rejects(migrate({ database, clock: systemClock, directory }), {
      code: 'db.migration-failed',
      message: /0002-more/,
    });
    await writeFile(join(directory, '0002-more.sql'), 'create table more (id text);');
    assert.deepEqual(await migrate({ database, clock: systemClock, directory }), ['0002-more']);
    const done = await migrationStatus({ database, directory });
    assert.deepEqual(
      done.applied.map(({ name }) => name),
      ['foundation', 'more'],
    );

    await writeFile(join(directory, '0002-more.sql'), 'create table more (id integer);');
    await assert.rejects(migrate({ database, clock: systemClock, directory }), {
      code: 'db.migration-changed',
      message: /0002-more/,
    });
    await rm(join(directory, '0002-more.sql'));
    await assert.rejects(migrationStatus({ database, directory }), { code: 'db.newer-than-code' });
    await writeFile(join(directory, '0003-gap.sql'), 'select 1;');
    await assert.rejects(migrate({ database, clock: systemClock, directory }), { code: 'db.migration-misnamed' });
    await database.close();
  });
});
