import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Repository } from './fault.ts';

export const repositoryRoot: string = join(import.meta.dirname, '..', '..');

/** The files of this repository; ignored ones are left out, new ones are not. */
export function readRepository(): Repository {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: repositoryRoot,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const files = listed.split('\0').filter((path) => path !== '' && existsSync(join(repositoryRoot, path)));
  return { root: repositoryRoot, files };
}

/** The environment in which the repository's own tools, and its Node, are found first. */
export function toolEnvironment(): NodeJS.ProcessEnv {
  const path = [join(repositoryRoot, 'node_modules', '.bin'), process.env['PATH'] ?? ''].join(delimiter);
  return { ...process.env, PATH: path };
}
