import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { SavedWebhooks } from './deliver-webhooks.ts';
import { Fault } from './fault.ts';
import { SavedClock } from './simulator-clock.ts';

const debounceMs = 300;
/** A large state is written less often, so that writing takes at most a tenth of the time. */
const restPerWrite = 10;

/** Everything that a restarted simulator goes on from. */
export const SavedSimulator = z.strictObject({
  version: z.literal(1),
  name: z.string(),
  state: z.unknown(),
  counters: z.record(z.string(), z.int()),
  clock: SavedClock,
  randomPosition: z.int(),
  faults: z.array(Fault),
  limitsEnforced: z.boolean(),
  webhooks: SavedWebhooks,
});
export type SavedSimulator = z.infer<typeof SavedSimulator>;

/** What was saved, or null where nothing was. Throws a sentence where the file cannot be read. */
export async function readStateFile<State>(input: {
  path: string;
  stateSchema: z.ZodType<State>;
}): Promise<{ saved: SavedSimulator; state: State } | null> {
  const { path, stateSchema } = input;
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  try {
    const saved = SavedSimulator.parse(JSON.parse(text));
    return { saved, state: stateSchema.parse(saved.state) };
  } catch (error) {
    throw new Error(`Expected the saved state of this simulator in ${path}; delete the file to begin anew.`, {
      cause: error,
    });
  }
}

export interface StateWriter {
  changed(): void;
  /** Writes what is not yet written. */
  close(): Promise<void>;
}

/** Writes shortly after a change, whole or not at all. */
export function createStateWriter({ path, read }: { path: string; read: () => SavedSimulator }): StateWriter {
  let timer: NodeJS.Timeout | null = null;
  let writing = Promise.resolve();
  let lastDurationMs = 0;

  async function write(): Promise<void> {
    const startMs = performance.now();
    await mkdir(dirname(path), { recursive: true });
    const part = `${path}.${process.pid}.part`;
    await writeFile(part, JSON.stringify(read()));
    await rename(part, path);
    lastDurationMs = performance.now() - startMs;
  }

  function start(): void {
    timer = null;
    // One write that failed, on a full disk for example, does not end those after it.
    writing = writing.catch(() => undefined).then(write);
    writing.catch((error: unknown) => {
      process.stderr.write(`The state could not be written to ${path}: ${String(error)}\n`);
    });
  }

  return {
    changed: () => {
      timer ??= setTimeout(start, Math.max(debounceMs, lastDurationMs * restPerWrite));
    },
    close: async () => {
      if (timer !== null) {
        clearTimeout(timer);
        start();
      }
      await writing;
    },
  };
}
