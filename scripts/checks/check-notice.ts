import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault, Repository } from './fault.ts';

/** Whatever was computed from somebody's data is named in NOTICE with its licence, and NOTICE names nothing else. */
export function checkNotice({ root, files }: Repository): readonly Fault[] {
  const notice = readFileSync(join(root, 'NOTICE'), 'utf8');
  const named = [...notice.matchAll(/^(src\/\S+)$/gm)].map((match) => match[1] ?? '');
  const weights = files.filter((file) => /\/weights\/[^/]+\.json$/.test(file));
  const unnamed = weights
    .filter((file) => !named.includes(file))
    .map((place) => ({ place, message: 'Name it in NOTICE, with whose data it was computed from and the licence.' }));
  const gone = named
    .filter((path) => !files.includes(path))
    .map((path) => ({ place: 'NOTICE', message: `It names ${path}, which is not there.` }));
  return [...unnamed, ...gone];
}
