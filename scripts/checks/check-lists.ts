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

/** Every page of docs is linked from the README, and CONTRIBUTING names each file that an integration has. */
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
  return lists.flatMap((list) => missingFrom({ list, text: readFileSync(join(root, list.document), 'utf8') }));
}

export function missingFrom({ list, text }: { list: DocumentList; text: string }): Fault[] {
  const { document, lacks, written, items } = list;
  return items
    .filter((item) => !text.includes(written(item)))
    .map((item) => ({ place: document, message: `${lacks} ${item}. Add it to the list.` }));
}
