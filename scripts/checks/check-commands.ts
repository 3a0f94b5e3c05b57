import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { z } from 'zod';
import type { Fault, Repository } from './fault.ts';

/** What every command loads, and what one loads that asks a running Sophia; each `await import` is a border. */
const asking = ['src/main.ts', 'src/runtime/connect.ts'] as const;
const databaseFolders = ['src/platform/db/', 'src/platform/sql/'];
const databasePackages: ReadonlySet<string> = new Set([
  'drizzle-orm',
  '@electric-sql/pglite',
  '@electric-sql/pglite-pgvector',
  '@dbos-inc/dbos-sdk',
  'pg',
]);
const whatToDo =
  'A command that only asks a running Sophia would load the database with it, and begin a second later. Import the type alone (`import type`), move what both need to src/contracts, or load it where it runs with `await import(…)`.';

type Doors = Readonly<Record<string, string>>;

interface Graph {
  /** The text of a file by its path from the root; null where there is none. */
  readonly read: (file: string) => string | null;
  /** As `imports` of package.json has them. */
  readonly doors: Doors;
}

/** Commands that only ask a running Sophia load nothing of its database. */
export function checkCommands({ root, files }: Repository): readonly Fault[] {
  const known = new Set(files);
  const text = readFileSync(join(root, 'package.json'), 'utf8');
  const { imports } = z.object({ imports: z.record(z.string(), z.string()) }).parse(JSON.parse(text));
  const graph = {
    doors: imports,
    read: (file: string) => (known.has(file) ? readFileSync(join(root, file), 'utf8') : null),
  };
  return asking.flatMap((from) => findDatabase({ from, graph }));
}

/** The shortest way from a file to each part of the database that it loads. */
export function findDatabase({ from, graph }: { from: string; graph: Graph }): Fault[] {
  if (graph.read(from) === null) return [{ place: from, message: 'Expected this file, from which commands begin.' }];
  const ways = new Map<string, readonly string[]>([[from, [from]]]);
  const faults: Fault[] = [];
  for (const [file, way] of ways) {
    for (const specifier of loadedBy(graph.read(file) ?? '')) {
      const target = targetOf({ specifier, file, doors: graph.doors });
      if (ways.has(target)) continue;
      ways.set(target, [...way, target]);
      if (!isDatabase(target)) continue;
      const message = `Loads ${target}: ${[...way, target].join(' → ')}. ${whatToDo}`;
      faults.push({ place: way.at(-1) ?? from, message });
      return faults;
    }
  }
  return faults;
}

/** Only `import type` is left out by Node: `import { type … }` loads its file all the same. */
const loading = /^(?:import|export)\s+(?!type\b)(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm;

function loadedBy(text: string): string[] {
  return [...text.matchAll(loading)].flatMap(([, specifier]) => specifier ?? []);
}

/** A path from the root, or the name of a package. */
function targetOf({ specifier, file, doors }: { specifier: string; file: string; doors: Doors }): string {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(file), specifier);
  if (specifier.startsWith('#')) {
    const [folder = '', ...rest] = specifier.split('/');
    const door = doors[specifier] ?? doors[`${folder}/*`]?.replace('*', rest.join('/')) ?? specifier;
    return posix.normalize(door);
  }
  const [scope = '', name = ''] = specifier.split('/');
  return scope.startsWith('@') ? `${scope}/${name}` : scope;
}

function isDatabase(target: string): boolean {
  return databasePackages.has(target) || databaseFolders.some((folder) => target.startsWith(folder));
}
