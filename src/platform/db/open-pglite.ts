import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import pg from 'pg';
import { SophiaError } from '#platform/errors';
import type { Backend } from './database.ts';
import { embeddedStream } from './embedded-stream.ts';
import { prepareRepeated } from './prepare-repeated.ts';

export interface PgliteOptions {
  readonly dataDirectory: string;
  readonly templateFile?: string;
  readonly bufferMegabytes?: number;
}

/** Clearing what PostgreSQL itself would take (128 MB) costs a start a third of a second. */
const smallBuffersMegabytes = 32;

/** PostgreSQL inside this process behind a pool of exactly one connection. Throws `db.cannot-open`. */
export async function openPglite({
  dataDirectory,
  templateFile,
  bufferMegabytes = smallBuffersMegabytes,
}: PgliteOptions): Promise<Backend> {
  const pglite = await startPglite({ dataDirectory, templateFile: templateFile ?? null, bufferMegabytes });
  const pool = new pg.Pool({
    stream: () => embeddedStream(pglite),
    user: 'postgres',
    database: 'postgres',
    max: 1,
    idleTimeoutMillis: 0,
    onConnect: async (client) => {
      for (const statement of atConnect) await client.query(statement);
    },
  });
  prepareRepeated(pool);
  return {
    pool,
    end: async () => {
      await pool.end();
      await pglite.close();
    },
    dump: async () => Buffer.from(await (await pglite.dumpDataDir('none')).arrayBuffer()),
  };
}

/** All clients share one session: what the one before has left in it would be in the way. */
const atConnect = ['rollback', 'deallocate all', "set time zone 'UTC'"];

async function startPglite({
  dataDirectory,
  templateFile,
  bufferMegabytes,
}: {
  dataDirectory: string;
  templateFile: string | null;
  bufferMegabytes: number;
}): Promise<PGlite> {
  const inMemory = dataDirectory.startsWith('memory://');
  const clusterDirectory = join(dataDirectory, 'cluster');
  try {
    if (!inMemory) {
      await setUnfinishedAside(dataDirectory, clusterDirectory);
    }
    const isNew = inMemory || !existsSync(clusterDirectory);
    const pglite = await PGlite.create(inMemory ? dataDirectory : clusterDirectory, {
      extensions: { vector },
      startParams: [...PGlite.defaultStartParams, '-c', `shared_buffers=${bufferMegabytes}MB`],
      ...(isNew && templateFile !== null ? { loadDataDir: new Blob([await readFile(templateFile)]) } : {}),
    });
    if (!inMemory) {
      await writeFile(
        finishedMark(dataDirectory),
        'The directory `cluster` beside this file was created completely.\n',
      );
    }
    return pglite;
  } catch (error) {
    throw new SophiaError(
      'db.cannot-open',
      `Expected a database directory at ${dataDirectory}, but it could not be opened: ${error instanceof Error ? error.message : String(error)}.`,
      { cause: error },
    );
  }
}

/** A process killed while it created the cluster leaves one that never opens; nothing was stored in it yet. */
async function setUnfinishedAside(dataDirectory: string, clusterDirectory: string): Promise<void> {
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 });
  if (existsSync(clusterDirectory) && !existsSync(finishedMark(dataDirectory))) {
    const aside = `${clusterDirectory}.unfinished`;
    await rm(aside, { recursive: true, force: true });
    await rename(clusterDirectory, aside);
  }
}

function finishedMark(dataDirectory: string): string {
  return join(dataDirectory, 'cluster.complete');
}
