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
const folder = new URL('../../../../../data/lexicons/', import.meta.url);

/**
 * Returns the matcher over files of data/lexicons, by default those of the sales rules, and the phrases that `added`
 * gives by section; names that are no section of these files belong to other lexicons. Throws `lexicon.invalid` where
 * a line cannot be read.
 */
export function loadMatcher({
  added,
  files = salesFiles,
}: {
  added: readonly (readonly [string, readonly string[]])[];
  files?: readonly string[];
}): Matcher {
  const classes = new Map<string, readonly (readonly PatternNode[])[]>();
  const patterns: WeightedPattern[] = files.flatMap((name) => {
    const text = readFileSync(new URL(name, folder), 'utf8');
    return parseLexicon({ text, origin: `data/lexicons/${name}`, classes }).patterns;
  });
  const sections = new Set(patterns.map((pattern) => pattern.section));
  for (const [section, lines] of added) {
    if (!sections.has(section)) continue;
    for (const line of lines) {
      const nodes = parsePattern({ line, classes, origin: `settings, lexicon ${section}` });
      patterns.push({ section, weight: addedWeight, nodes });
    }
  }
  return createMatcher(patterns);
}
