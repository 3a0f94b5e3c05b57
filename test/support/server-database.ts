import pg from 'pg';

/**
 * A new database of that name on a server, as its template has it; returns its address. What a failing machine would
 * lose of it is no matter to a test, so that no commit waits for the disk.
 */
export async function createServerDatabase({
  serverUrl,
  name,
  template = null,
}: {
  serverUrl: string;
  name: string;
  template?: string | null;
}): Promise<string> {
  await runOnServer(serverUrl, [
    `drop database if exists ${name} with (force)`,
    `create database ${name}${template === null ? '' : ` template ${template}`}`,
    `alter database ${name} set synchronous_commit = off`,
  ]);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

export async function dropServerDatabase({ serverUrl, name }: { serverUrl: string; name: string }): Promise<void> {
  await runOnServer(serverUrl, [`drop database if exists ${name} with (force)`]);
}

async function runOnServer(serverUrl: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
