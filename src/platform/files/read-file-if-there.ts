import { readFileSync } from 'node:fs';
import { SophiaError } from '#platform/errors';

/** The text of a file, or null where there is none. Throws `file.unreadable` where there is one that cannot be read. */
export function readFileIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw new SophiaError('file.unreadable', `Expected to read ${file}, but the system refused it (${code}).`, {
      cause,
    });
  }
}
