import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault, Repository } from './fault.ts';
import { integrationFiles } from './integration-files.ts';

/** A list that a document keeps of things that are there. */
export interface DocumentList {
  readonly document: string;
  /** What each line of the fault begins with, such as `It does not link`. */
  readonly lacks: string;
  /** How an item is written in the document. */
  readonly written: (item: string) => string;
  readonly items: readonly string[];
}

/** Every page of docs is linked from the README, CONTRIBUTING names each file of an integration, CHANGELOG tells once. */
export function checkLists({ root, files }: Repository): readonly Fault[] {
  const lists: readonly DocumentList[] = [
    {
      document: 'README.md',
      lacks: 'It does not link',
      written: (page) => `](${page})`,
      items: files.filter((file) => /^docs\/[^/]+\.md$/.test(file)),
    },
    {
      document: 'CONTRIBUTING.md',
      lacks: 'Among the files of an integration it does not name',
      written: (name) => `\`${name}\``,
      items: integrationFiles,
    },
  ];
  function read(document: string): string {
    return readFileSync(join(root, document), 'utf8');
  }
  return [
    ...lists.flatMap((list) => missingFrom({ list, text: read(list.document) })),
    ...toldTwice({ document: 'CHANGELOG.md', text: read('CHANGELOG.md') }),
  ];
}

const beginningLength = 45;

/** Entries that begin alike: what two branches have both told is easily kept twice where they meet. */
export function toldTwice({ document, text }: { document: string; text: string }): Fault[] {
  const beginnings = text
    .split('\n')
    .filter((line) => line.startsWith('- '))
    .map((line) => line.slice(0, beginningLength).trimEnd());
  return [...new Set(beginnings.filter((beginning, place) => beginnings.indexOf(beginning) !== place))].map(
    (beginning) => ({ place: document, message: `Two entries begin with "${beginning}": keep one, the fuller.` }),
  );
}

export function missingFrom({ list, text }: { list: DocumentList; text: string }): Fault[] {
  const { document, lacks, written, items } = list;
  return items
    .filter((item) => !text.includes(written(item)))
    .map((item) => ({ place: document, message: `${lacks} ${item}. Add it to the list.` }));
}
