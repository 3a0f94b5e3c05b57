import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateFiles } from '../generated-files.ts';
import type { Fault, Repository } from './fault.ts';

/** What is generated from code is current. */
export function checkGenerated({ root }: Repository): readonly Fault[] {
  return generateFiles()
    .filter(({ path, content }) => readIfThere(join(root, path)) !== content)
    .map(({ path }) => ({ place: path, message: 'It differs from what the code says. Run npm run write-generated.' }));
}

function readIfThere(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
