import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { SophiaError } from '#platform/errors';

/** Reads a draft of `triggers.yaml`. Throws `file.unreadable`. */
export async function readTriggersFile(file: string): Promise<string> {
  return readWhole({ file, what: 'triggers' });
}

/** Reads an event as another system would send it. Throws `file.unreadable`, and `input.invalid` where it is no JSON. */
export async function readEventFile(file: string): Promise<unknown> {
  const text = await readWhole({ file, what: 'an event' });
  try {
    return z.unknown().parse(JSON.parse(text));
  } catch (cause) {
    throw new SophiaError('input.invalid', `Expected an event as JSON in ${file}, found another form.`, { cause });
  }
}

async function readWhole({ file, what }: { file: string; what: string }): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new SophiaError('file.unreadable', `Expected ${what} in ${file}, found no file to read.`, { cause });
  }
}
