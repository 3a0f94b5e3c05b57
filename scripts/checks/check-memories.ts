import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keptThings } from '#platform/cache';
import type { Fault, Repository } from './fault.ts';

const empty = String.raw`= new (?:Weak)?Map(?:<.*>)?\(\)`;
const ofModule = new RegExp(String.raw`^(?:export )?const \w+(?:: [^=]+)? ${empty}`, 'mu');
const ofClass = new RegExp(String.raw`^  (?:private )?(?:readonly )?#?\w+(?:: [^=]+)? ${empty}`, 'mu');
const inFactory = new RegExp(String.raw`^  (?:const|let) \w+(?:: [^=]+)? ${empty}`, 'mu');
const factory = /^(?:export )?(?:async )?function (?:create|open|keep|watch)[A-Z]\w*[\s\S]*?^\}/gmu;
const stores = /\bcreateStore\b|\bnew LRU/u;
/** Where factories make what one text or one change needs and is gone with it. */
const ofOneCall = /^src\/(?:modules\/(?:analysis|calls\/formats|changesets\/mirror)|platform\/masking)\//u;
const tableFolder = 'src/platform/cache/';

/** A collection that outlives a call is a memory: it is in the table of what is cached, or named beside it. */
export function checkMemories(repository: Repository): readonly Fault[] {
  const named = new Set(keptThings.map(({ file }) => file));
  const memories = repository.files
    .filter((file) => file.startsWith('src/') && file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .filter((file) => remembers({ file, text: readFileSync(join(repository.root, file), 'utf8') }));
  const unnamed = memories
    .filter((file) => !named.has(file))
    .map((place) => ({
      place,
      message:
        'It keeps something from one call to the next: read it by readKept of #modules/access, or name it in src/platform/cache/kept-things.ts with how it is refreshed.',
    }));
  const gone = [...named]
    .filter((file) => !repository.files.includes(file))
    .map((place) => ({ place, message: 'src/platform/cache/kept-things.ts names a file that is not there.' }));
  return [...unnamed, ...gone];
}

function remembers({ file, text }: { file: string; text: string }): boolean {
  if (ofModule.test(text) || isClassWithMap(text)) return true;
  if (stores.test(text) && !file.startsWith(tableFolder) && !file.startsWith('src/platform/llm/')) return true;
  if (ofOneCall.test(file)) return false;
  return [...text.matchAll(factory)].some(([body]) => inFactory.test(body) && body.includes('return {'));
}

function isClassWithMap(text: string): boolean {
  return /^export class /mu.test(text) && ofClass.test(text);
}
