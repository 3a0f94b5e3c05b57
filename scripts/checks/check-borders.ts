import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { Fault, Repository } from './fault.ts';
import { repositoryRoot, toolEnvironment } from './read-repository.ts';

const Cruise = z.object({
  modules: z.array(z.object({ source: z.string() })),
  summary: z.object({
    violations: z.array(
      z.object({
        from: z.string(),
        to: z.string(),
        rule: z.object({ name: z.string() }),
        cycle: z.array(z.object({ name: z.string() })).optional(),
      }),
    ),
    ruleSetUsed: z.object({ forbidden: z.array(z.object({ name: z.string(), comment: z.string() })) }),
  }),
});
type Cruise = z.infer<typeof Cruise>;

const cruised = ['src', 'simulators', 'test', 'e2e', 'evals', 'bench', 'scripts', 'lint'];

/** Holds the rules of .dependency-cruiser.mjs, and makes sure that every module of src was really looked at. */
export async function checkBorders(repository: Repository): Promise<readonly Fault[]> {
  const folders = cruised.filter((folder) => repository.files.some((file) => file.startsWith(`${folder}/`)));
  const command = [
    '--config',
    join(repositoryRoot, '.dependency-cruiser.mjs'),
    '--output-type',
    'json',
    ...keptBetweenRuns(repository),
    ...folders,
  ];
  const cruise = Cruise.parse(JSON.parse(await runCruiser(repository, command)));
  return [...uncruisedModules({ repository, cruise }), ...violations(cruise)];
}

/** Where nothing has changed since, by git's account, nothing is cruised again. */
function keptBetweenRuns({ root }: Repository): string[] {
  if (!existsSync(join(root, '.git'))) return [];
  return ['--cache', join(root, 'node_modules', '.cache', 'sophia', 'borders'), '--cache-strategy', 'metadata'];
}

/** With a parser that does not know the syntax, dependency-cruiser sees no module at all and finds no fault. */
function uncruisedModules({ repository, cruise }: { repository: Repository; cruise: Cruise }): Fault[] {
  const seen = new Set(cruise.modules.map((module) => module.source));
  return repository.files
    .filter((file) => file.startsWith('src/') && file.endsWith('.ts') && !seen.has(file))
    .map((place) => ({ place, message: 'dependency-cruiser did not see this module: its parser must be swc.' }));
}

function violations(cruise: Cruise): Fault[] {
  const comments = new Map(cruise.summary.ruleSetUsed.forbidden.map((rule) => [rule.name, rule.comment]));
  return cruise.summary.violations.map(({ from, to, rule, cycle }) => {
    const way = cycle === undefined ? to : cycle.map((step) => step.name).join(' → ');
    return { place: from, message: `${rule.name}: imports ${way}. ${comments.get(rule.name) ?? ''}` };
  });
}

/** The cruiser ends with the number of violations as its status, so only its output says whether it ran. */
async function runCruiser(repository: Repository, command: readonly string[]): Promise<string> {
  const run = promisify(execFile);
  try {
    const { stdout } = await run('depcruise', command, {
      cwd: repository.root,
      env: toolEnvironment(),
      maxBuffer: 256 * 1024 * 1024,
    });
    return stdout;
  } catch (error) {
    const { stdout, stderr } = z.object({ stdout: z.string(), stderr: z.string() }).parse(error);
    if (!stdout.startsWith('{')) {
      const hint = 'Its parser cannot read `using`: close in `finally` or with an AsyncDisposableStack.';
      throw new Error(`dependency-cruiser did not finish: ${stderr.trim()}\n${hint}`, { cause: error });
    }
    return stdout;
  }
}
