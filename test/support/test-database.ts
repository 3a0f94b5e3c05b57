import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { systemClock } from '#platform/clock';
import { migrate, type OpenDatabase, openDatabase } from '#platform/db';
import { createServerDatabase, dropServerDatabase } from './server-database.ts';

const projectDirectory = fileURLToPath(new URL('../../', import.meta.url));
const cacheDirectory = `${projectDirectory}node_modules/.cache/sophia`;

export interface TestDatabase extends OpenDatabase {
  /** The address of the server's database, or null where it is embedded. */
  readonly databaseUrl: string | null;
}

export interface TestDatabaseOptions {
  /** Where the embedded database lives; in memory by default. */
  readonly dataDirectory?: string;
  /** Distinguishes the databases of one process on a server. */
  readonly number: number;
}

/**
 * A new, migrated database: embedded, from a template that is made once, or on the server of
 * SOPHIA_TEST_DATABASE_URL. `close` also drops it.
 */
export async function createTestDatabase(options: TestDatabaseOptions): Promise<TestDatabase> {
  const serverUrl = process.env['SOPHIA_TEST_DATABASE_URL'];
  return serverUrl === undefined || serverUrl === ''
    ? await createEmbedded(options)
    : await createOnServer({ serverUrl, name: `sophia_${process.pid}_${options.number}` });
}

async function createEmbedded(options: TestDatabaseOptions): Promise<TestDatabase> {
  const database = await openDatabase({
    databaseUrl: null,
    dataDirectory: options.dataDirectory ?? 'memory://',
    templateFile: await ensureTemplate(),
  });
  return { ...database, databaseUrl: null };
}

async function createOnServer({ serverUrl, name }: { serverUrl: string; name: string }): Promise<TestDatabase> {
  const databaseUrl = await createServerDatabase({ serverUrl, name });
  const database = await openDatabase({ databaseUrl, dataDirectory: '' });
  await migrate({ database, clock: systemClock });
  return {
    ...database,
    databaseUrl,
    close: async () => {
      await database.close();
      await dropServerDatabase({ serverUrl, name });
    },
  };
}

/** A packed, migrated data directory; made again when a migration or the embedded database changes. */
async function ensureTemplate(): Promise<string> {
  const templateFile = `${cacheDirectory}/database-${await templateHash()}.tar`;
  if (existsSync(templateFile)) {
    return templateFile;
  }
  const database = await openDatabase({ databaseUrl: null, dataDirectory: 'memory://' });
  await migrate({ database, clock: systemClock });
  const packed = await database.dump?.();
  await database.close();
  if (packed === undefined) {
    throw new Error('The embedded database could not be packed.');
  }
  await mkdir(cacheDirectory, { recursive: true });
  await clearStaleTemplates(templateFile);
  const unfinished = `${templateFile}.${process.pid}`;
  await writeFile(unfinished, packed);
  await rename(unfinished, templateFile);
  return templateFile;
}

/** Two processes may make the same template at once: neither takes away what the other has just put there or writes. */
async function clearStaleTemplates(templateFile: string): Promise<void> {
  for (const name of await readdir(cacheDirectory)) {
    const path = `${cacheDirectory}/${name}`;
    if (/^database-[0-9a-f]+\.tar$/.test(name) && path !== templateFile) await rm(path, { force: true });
  }
}

async function templateHash(): Promise<string> {
  const hash = createHash('sha256');
  const folder = `${projectDirectory}migrations`;
  for (const fileName of (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()) {
    hash.update(fileName).update(await readFile(`${folder}/${fileName}`));
  }
  for (const packageName of ['pglite', 'pglite-pgvector']) {
    hash.update(await readFile(`${projectDirectory}node_modules/@electric-sql/${packageName}/package.json`));
  }
  return hash.digest('hex').slice(0, 16);
}
