import { readFileSync } from 'node:fs';

const folder = new URL('../../../../data/lexicons/', import.meta.url);

/** Returns the phrases of a file of data/lexicons by section (`''` before the first `[section]`), comments left out. */
export function loadPhrases(file: string): ReadonlyMap<string, readonly string[]> {
  return parsePhrases(readFileSync(new URL(file, folder), 'utf8'));
}

/** Reads lexicon text: `# comment`, `[section]`, and a phrase on every other line. */
function parsePhrases(text: string): ReadonlyMap<string, readonly string[]> {
  const sections = new Map<string, string[]>();
  let section: string[] = [];
  sections.set('', section);
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    if (line === '' || line.startsWith('# ')) continue;
    const heading = /^\[([^\]]+)\]$/u.exec(line)?.[1];
    if (heading === undefined) {
      section.push(line);
      continue;
    }
    section = sections.get(heading) ?? [];
    sections.set(heading, section);
  }
  return sections;
}
