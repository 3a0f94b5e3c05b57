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

/**
 * Puts a text in the place of a file: whoever reads it finds all of the old one or all of the new one, also where the
 * process is killed on the way. Follows a link to the file, and keeps who may read it; `mode` is for a file that is new.
 */
export function replaceFile({ file, text, mode }: { file: string; text: string; mode: number }): void {
  const target = targetOf(file);
  const next = `${target}.next`;
  try {
    writeWhole({ file: next, text, mode: statSync(target, { throwIfNoEntry: false })?.mode ?? mode });
    renameSync(next, target);
  } catch (error) {
    rmSync(next, { force: true });
    throw error;
  }
  syncFolder(path.dirname(target));
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
