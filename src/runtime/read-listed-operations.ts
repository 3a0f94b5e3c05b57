import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { SophiaError } from '#platform/errors';

const fileName = 'graphql-operations.json';

/** Operations of GraphQL by a name that is for people. */
const ListedOperations = z.record(z.string().min(1), z.string().min(1));

/**
 * The texts of the operations in `graphql-operations.json`; none where there is no such file. Throws `config.invalid`
 * where it cannot be read, or where it is needed and not there.
 */
export function readListedOperations({ home, isNeeded }: { home: string; isNeeded: boolean }): readonly string[] {
  const path = join(home, fileName);
  if (!existsSync(path)) {
    if (!isNeeded) return [];
    throw new SophiaError(
      'config.invalid',
      `Expected ${path}, because SOPHIA_GRAPHQL_OPERATIONS is \`listed\`; found no such file.`,
    );
  }
  return Object.values(parseOperations({ path, text: readFileSync(path, 'utf8') }));
}

function parseOperations({ path, text }: { path: string; text: string }): z.infer<typeof ListedOperations> {
  try {
    return ListedOperations.parse(JSON.parse(text));
  } catch (error) {
    throw new SophiaError('config.invalid', `Expected ${path} to hold {"name": "query …"}, found something else.`, {
      cause: error,
    });
  }
}
