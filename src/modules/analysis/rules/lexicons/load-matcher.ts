import { readFileSync } from 'node:fs';
import { createMatcher, type Matcher, type PatternNode, parsePattern, type WeightedPattern } from '../matcher/index.ts';
import { parseLexicon } from './parse-lexicon.ts';

/** The lexicon files of the sales rules, in the order they are read: classes come first. */
const salesFiles: readonly string[] = [
  'classes.txt',
  'modality.txt',
  'questions.txt',
  'objections.txt',
  'buying-signals.txt',
  'commitments.txt',
  'risks.txt',
  'stages.txt',
  'qualification.txt',
  'flags.txt',
];

/** The weight of a phrase that a workspace adds. */
const addedWeight = 0.95;
type Classes = Map<string, readonly (readonly PatternNode[])[]>;
const folder = new URL('../../../../../data/lexicons/', import.meta.url);

/** Phrases of a workspace's own, under the name that the rules look them up by. */
export interface OwnPhrases {
  readonly section: string;
  readonly lines: readonly string[];
}

/**
 * Returns the matcher over files of data/lexicons, by default those of the sales rules, and the phrases that `added`
 * gives by section; names that are no section of these files belong to other lexicons. `own` are sections of their own.
 * Throws `lexicon.invalid` where a line cannot be read.
 */
export function loadMatcher({
  added,
  own = [],
  files = salesFiles,
}: {
  added: readonly (readonly [string, readonly string[]])[];
  own?: readonly OwnPhrases[];
  files?: readonly string[];
}): Matcher {
  const { classes, patterns } = readFiles(files);
  const sections = new Set(patterns.map((pattern) => pattern.section));
  const further = added.filter(([section]) => sections.has(section)).map(([section, lines]) => ({ section, lines }));
  for (const { section, lines } of [...further, ...own]) {
    for (const line of lines) {
      const nodes = parsePattern({ line, classes, origin: `settings, lexicon ${section}` });
      patterns.push({ section, weight: addedWeight, nodes });
    }
  }
  return createMatcher(patterns);
}

/** Reads phrases as the rules would. Throws `lexicon.invalid` at the first that cannot be read. */
export function checkPhrases({ lines, origin }: { lines: readonly string[]; origin: string }): void {
  const { classes } = readFiles(salesFiles);
  for (const line of lines) parsePattern({ line, classes, origin });
}

function readFiles(files: readonly string[]): { classes: Classes; patterns: WeightedPattern[] } {
  const classes: Classes = new Map();
  const patterns = files.flatMap((name) => {
    const text = readFileSync(new URL(name, folder), 'utf8');
    return parseLexicon({ text, origin: `data/lexicons/${name}`, classes }).patterns;
  });
  return { classes, patterns };
}
