import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateWorld } from './world/index.ts';
import { World } from './world/schema.ts';
import { smallWorld } from './world/small-world.ts';

interface WorldChoice {
  /** A file that holds the world; null makes one. */
  readonly path: string | null;
  /** Where a world that was made is kept, so that the next start finds the same. */
  readonly folder: string | null;
  readonly size: 'small' | 'default' | 'large';
  readonly seed: string;
  /** YYYY-MM-DD */
  readonly today: string;
}

/** The world of a file, the one kept from an earlier start, or a new one. Throws a sentence where a file holds none. */
export async function readWorld({ path, folder, size, seed, today }: WorldChoice): Promise<World> {
  if (path !== null) {
    const world = await readFileOf(path);
    if (world !== null) return world;
    throw new Error(`Expected a world in ${path}, and there is no such file: name another one with --world.`);
  }
  const kept = folder === null ? null : join(folder, 'world.json');
  const found = kept === null ? null : await readFileOf(kept);
  if (found !== null) return found;
  const world = size === 'small' ? smallWorld() : generateWorld({ seed, today, size });
  if (folder !== null && kept !== null) {
    await mkdir(folder, { recursive: true });
    await writeFile(`${kept}.part`, JSON.stringify(world));
    await rename(`${kept}.part`, kept);
  }
  return world;
}

/** Null where there is no file. */
async function readFileOf(path: string): Promise<World | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  try {
    return World.parse(JSON.parse(text));
  } catch (error) {
    throw new Error(`Expected a world as simulators/world/schema.ts has it in ${path}, found something else.`, {
      cause: error,
    });
  }
}
