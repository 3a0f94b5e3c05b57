import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { SophiaError } from '#platform/errors';

export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly statements: string;
  /** SHA-256 of the file, in hexadecimal. */
  readonly hash: string;
}

export const migrationsDirectory = fileURLToPath(new URL('../../../migrations/', import.meta.url));

/** The migrations in order. Throws `db.migration-misnamed` where a file or the numbering is not as it should be. */
export async function readMigrations(directory: string = migrationsDirectory): Promise<readonly Migration[]> {
  const fileNames = (await readdir(directory)).filter((name) => name.endsWith('.sql')).sort();
  const migrations = await Promise.all(fileNames.map((fileName) => readMigration({ directory, fileName })));
  for (const [position, migration] of migrations.entries()) {
    if (migration.number !== position + 1) {
      throw misnamed(`expected number ${position + 1} next, found ${migration.number} (${migration.name})`);
    }
  }
  return migrations;
}

async function readMigration({ directory, fileName }: { directory: string; fileName: string }): Promise<Migration> {
  const parts = /^(?<number>\d{4})-(?<name>[a-z0-9-]+)\.sql$/.exec(fileName)?.groups;
  if (parts === undefined) {
    throw misnamed(`expected a name like 0001-calls.sql, found ${fileName}`);
  }
  const statements = await readFile(`${directory}/${fileName}`, 'utf8');
  return {
    number: Number(parts['number']),
    name: parts['name'] ?? '',
    statements,
    hash: createHash('sha256').update(statements).digest('hex'),
  };
}

function misnamed(problem: string): SophiaError {
  return new SophiaError('db.migration-misnamed', `Reading the folder migrations: ${problem}. Rename the file.`);
}
