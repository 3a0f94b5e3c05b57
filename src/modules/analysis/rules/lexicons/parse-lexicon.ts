import { SophiaError } from '#platform/errors';
import { type PatternClasses, type PatternNode, parsePattern, type WeightedPattern } from '../matcher/index.ts';

/** What a lexicon file says: classes for all files, and patterns by section. */
export interface Lexicon {
  readonly patterns: readonly WeightedPattern[];
}

/**
 * Reads lexicon text: `# comment`, `@class = a | b c`, `[section weight]`, and a pattern on every other line.
 * Classes of one text are seen by its later lines and, through `classes`, by later texts.
 * Throws `lexicon.invalid` with the line.
 */
export function parseLexicon(options: {
  text: string;
  origin: string;
  classes: Map<string, readonly (readonly PatternNode[])[]>;
}): Lexicon {
  const { classes } = options;
  const patterns: WeightedPattern[] = [];
  let section: { name: string; weight: number } | null = null;
  options.text.split('\n').forEach((raw, index) => {
    const line = raw.trim();
    const origin = `${options.origin}, line ${index + 1}`;
    if (line === '' || line === '#' || line.startsWith('# ')) return;
    const definition = /^@([a-z_]+) = (.+)$/.exec(line);
    if (definition?.[1] !== undefined && definition[2] !== undefined) {
      classes.set(definition[1], readOptions({ text: definition[2], classes, origin }));
      return;
    }
    const heading = /^\[([a-z_.A-Z]+) (0?\.\d+|1)\]$/.exec(line);
    if (heading?.[1] !== undefined) {
      section = { name: heading[1], weight: Number(heading[2]) };
      return;
    }
    if (section === null || line.startsWith('[')) {
      throw new SophiaError(
        'lexicon.invalid',
        `Expected a heading such as "[objection.price 0.8]" before the first pattern, found "${line}" (${origin}). Add one.`,
      );
    }
    patterns.push({ section: section.name, weight: section.weight, nodes: parsePattern({ line, classes, origin }) });
  });
  return { patterns };
}

function readOptions(options: { text: string; classes: PatternClasses; origin: string }): PatternNode[][] {
  const { classes, origin } = options;
  const [group] = parsePattern({ line: `(${options.text})`, classes, origin });
  if (group === undefined) return [];
  return group.kind === 'group' ? group.options.map((option) => [...option]) : [[group]];
}
