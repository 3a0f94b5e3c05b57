import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault, Repository } from './fault.ts';

const machinePath = /(?<![\w.~/-])\/(work|tmp|home|root|Users|private|mnt|workspace)\/[\w.-]+/;
const settingName = /\bSOPHIA_[A-Z][A-Z_]*[A-Z]\b/g;
const textFile = /\.(ts|mjs|js|json|md|html|css|sql|sh|yml|yaml|example)$|^(\.ci\/|bin\/|\.env)/;
const notOurs =
  /^(package-lock\.json|LICENSE|examples\/|evals\/heldout\/|scripts\/checks\/|src\/config\/load-config\.test\.ts)/;

interface WordsInput {
  readonly repository: Repository;
  /** The settings that the configuration knows. */
  readonly settings: readonly string[];
}

/** No committed file names a path of somebody's machine, or a setting that there is not. */
export function checkWords({ repository, settings }: WordsInput): readonly Fault[] {
  return repository.files
    .filter((file) => textFile.test(file) && !notOurs.test(file))
    .flatMap((file) => {
      const text = readFileSync(join(repository.root, file), 'utf8');
      return findForbidden({ text, settings }).map(({ line, message }) => ({ place: `${file}:${line}`, message }));
    });
}

export function findForbidden({ text, settings }: { text: string; settings: readonly string[] }) {
  const found: { line: number; message: string }[] = [];
  for (const [count, line] of text.split('\n').entries()) {
    const path = machinePath.exec(line)?.[0];
    if (path !== undefined) {
      found.push({
        line: count + 1,
        message: `"${path}" is a path of one machine: write it relative to the repository.`,
      });
    }
    for (const [name] of line.matchAll(settingName)) {
      if (!settings.includes(name)) {
        found.push({ line: count + 1, message: `There is no setting ${name}: add it to src/config/settings.ts.` });
      }
    }
  }
  return found;
}
