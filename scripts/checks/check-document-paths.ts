import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import type { Fault, Repository } from './fault.ts';

const pathLike = /^\.{0,2}\/?[\w@.-]+(\/[\w@.*<>{},-]+)*\/?$/;
const roots = /^(src|lint|scripts|docs|examples|simulators|migrations|test|e2e|evals|bench|data|deploy|web|bin|\.ci)\//;
const rootFile = /^[\w.-]+\.(md|json|example)$/;

/** Every path that a Markdown document names in code marks or as a link is there. */
export function checkDocumentPaths({ root, files }: Repository): readonly Fault[] {
  return files
    .filter((file) => file.endsWith('.md') && !file.startsWith('examples/'))
    .flatMap((file) =>
      namedPaths(readFileSync(join(root, file), 'utf8'))
        .filter((path) => !isThere({ root, file, path }))
        .map((path) => ({ place: file, message: `It names ${path}, which is not there. Correct the path.` })),
    );
}

/** What looks like a path of this repository: a link's target, or code between backticks outside of fenced blocks. */
export function namedPaths(markdown: string): readonly string[] {
  const prose = markdown.replace(/^```[\s\S]*?^```/gm, '');
  const links = [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map((match) => (match[1] ?? '').replace(/#.*$/, ''))
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target));
  const codes = [...prose.matchAll(/`([^`\n]+)`/g)]
    .map((match) => match[1] ?? '')
    .filter((code) => pathLike.test(code) && (roots.test(code) || rootFile.test(code)))
    .filter((code) => !/[*<>{}]/.test(code));
  return [...new Set([...links, ...codes])];
}

function isThere({ root, file, path }: { root: string; file: string; path: string }): boolean {
  const fromDocument = normalize(join(root, dirname(file), path));
  return existsSync(fromDocument) || existsSync(join(root, path));
}
