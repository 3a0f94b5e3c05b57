import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkCommands, findDatabase } from './check-commands.ts';
import { readRepository } from './read-repository.ts';

const doors = { '#contracts': './src/contracts/index.ts', '#platform/*': './src/platform/*/index.ts' };

function faultsOf(files: Readonly<Record<string, string>>) {
  return findDatabase({ from: 'src/main.ts', graph: { doors, read: (file) => files[file] ?? null } });
}

test('commands of this repository that only ask a running Sophia load nothing of its database', () => {
  assert.deepEqual(checkCommands(readRepository()), []);
});

test('the way to the database is named, and what to write in its place', () => {
  const [fault, ...others] = faultsOf({
    'src/main.ts': "import { runCli } from './cli/run-cli.ts';\n",
    'src/cli/run-cli.ts': "import { z } from 'zod';\nexport {\n  one,\n  type Two,\n} from '#platform/sync';\n",
    'src/platform/sync/index.ts': "import { transact } from '#platform/db';\n",
    'src/platform/db/index.ts': "import { drizzle } from 'drizzle-orm';\n",
  });
  assert.deepEqual(others, []);
  assert.equal(fault?.place, 'src/platform/sync/index.ts');
  assert.match(
    fault?.message ?? '',
    /^Loads src\/platform\/db\/index\.ts: src\/main\.ts → src\/cli\/run-cli\.ts → src\/platform\/sync\/index\.ts → src\/platform\/db/,
  );
  assert.match(fault?.message ?? '', /`import type`.*src\/contracts.*`await import\(…\)`/);
});

test('a package of it is named too, and types in a plain import are loaded all the same', () => {
  const packaged = faultsOf({ 'src/main.ts': "import { sql } from 'drizzle-orm/pg-core';\n" });
  assert.match(packaged[0]?.message ?? '', /^Loads drizzle-orm: src\/main\.ts → drizzle-orm\./);
  assert.equal(faultsOf({ 'src/main.ts': "import { type Database } from '#platform/db';\n" }).length, 1);
});

test('types, what is loaded where it runs, and packages of other names pass', () => {
  const main = [
    "import type { Database } from '#platform/db';",
    "export type { Database } from '#platform/db';",
    "import { z } from 'zod';",
    "import { pgFormat } from 'pg-format';",
    "const { serve } = await import('./serve.ts');",
  ].join('\n');
  assert.deepEqual(faultsOf({ 'src/main.ts': main, 'src/serve.ts': "import '#platform/db';" }), []);
  assert.match(faultsOf({})[0]?.message ?? '', /Expected this file/);
});
