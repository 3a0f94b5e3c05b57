import {
  closeSync,
  fchmodSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

interface Replacement {
  readonly file: string;
  readonly text: string;
  /** For a file that is new; one that is there keeps who may read it. */
  readonly mode: number;
  /** Asked at the last moment; where it says no, the file stays as it is. */
  readonly isWanted?: () => boolean;
}

/**
 * Puts a text in the place of a file, or of what a link leads to: whoever reads it finds all of the old one or all of
 * the new one, also where the process is killed on the way. Returns whether it was wanted.
 */
export function replaceFile({ file, text, mode, isWanted = () => true }: Replacement): boolean {
  const target = targetOf(file);
  const next = `${target}.next`;
  try {
    writeWhole({ file: next, text, mode: statSync(target, { throwIfNoEntry: false })?.mode ?? mode });
    if (!isWanted()) {
      rmSync(next);
      return false;
    }
    renameSync(next, target);
  } catch (error) {
    rmSync(next, { force: true });
    throw error;
  }
  syncFolder(path.dirname(target));
  return true;
}

function targetOf(file: string): string {
  const known = statSync(file, { throwIfNoEntry: false });
  return known === undefined ? file : realpathSync(file);
}

function writeWhole({ file, text, mode }: { file: string; text: string; mode: number }): void {
  const handle = openSync(file, 'w', mode & 0o777);
  try {
    fchmodSync(handle, mode & 0o777);
    writeFileSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Some file systems cannot do this for a folder, and then keep the name as well as they can. */
function syncFolder(folder: string): void {
  try {
    const handle = openSync(folder, 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch {
    return;
  }
}
