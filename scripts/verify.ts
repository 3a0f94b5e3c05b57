import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { readSettingNames } from '#config';
import { checkBorders } from './checks/check-borders.ts';
import { checkCommands } from './checks/check-commands.ts';
import { checkDocumentPaths } from './checks/check-document-paths.ts';
import { checkGenerated } from './checks/check-generated.ts';
import { checkLayout } from './checks/check-layout.ts';
import { checkLists } from './checks/check-lists.ts';
import { checkLock } from './checks/check-lock.ts';
import { checkMemories } from './checks/check-memories.ts';
import { checkNotice } from './checks/check-notice.ts';
import { checkWords } from './checks/check-words.ts';
import type { Fault, Repository } from './checks/fault.ts';
import { readRepository, toolEnvironment } from './checks/read-repository.ts';

interface Check {
  readonly name: string;
  /** What to do when it fails. */
  readonly advice: string;
  readonly run: (repository: Repository) => Promise<CheckResult>;
}

interface CheckResult {
  readonly passed: boolean;
  readonly output: string;
}

/** Long ones first: one more runs at a time than there are processors, as tests also wait for what they have sent. */
const checks: readonly Check[] = [
  {
    name: 'types',
    advice: 'Read the first error; later ones often follow from it.',
    // Each further checker works out the same types once more, and the processors have tests to run.
    run: command('tsc', '--project', 'tsconfig.json', '--checkers', '1'),
  },
  ...['1/2', '2/2'].map((shard) => ({
    name: `tests ${shard}`,
    advice: 'Run one file alone with: npx node --test path/to/file.test.ts',
    run: command('node', 'scripts/run-tests.ts', '--only', 'unit', '--shard', shard),
  })),
  {
    name: 'dead code',
    advice: 'Delete what nothing uses, or take `export` from what only its own file uses.',
    run: command('knip', '--no-progress', '--cache', '--cache-location', 'node_modules/.cache/sophia/dead-code'),
  },
  { name: 'format', advice: 'Run npm run format.', run: command('biome', 'check', '--error-on-warnings') },
  {
    name: 'lint',
    advice: 'Each message says what to write instead; the rules are in lint/rules.',
    run: command('oxlint', '--deny-warnings'),
  },
  { name: 'borders', advice: 'The layers are drawn in ARCHITECTURE.md.', run: faults(checkBorders) },
  {
    name: 'commands',
    advice: 'ARCHITECTURE.md says what a command loads (“A command that needs a vendor”).',
    run: faults(checkCommands),
  },
  { name: 'layout', advice: 'CONTRIBUTING.md says where a new thing goes.', run: faults(checkLayout) },
  {
    name: 'memories',
    advice: 'What is kept between two calls stands in src/platform/cache.',
    run: faults(checkMemories),
  },
  { name: 'generated files', advice: 'Run npm run write-generated.', run: faults(checkGenerated) },
  {
    name: 'document paths',
    advice: 'A document that names a missing file misleads: correct it.',
    run: faults(checkDocumentPaths),
  },
  {
    name: 'document lists',
    advice: 'What a document lists is all there is: add what it leaves out.',
    run: faults(checkLists),
  },
  { name: 'notices', advice: 'See the entries that NOTICE has.', run: faults(checkNotice) },
  {
    name: 'words',
    advice: 'Committed files speak of the repository only.',
    run: faults((repository) => checkWords({ repository, settings: readSettingNames() })),
  },
  { name: 'lock file', advice: 'Run npm run complete-lock.', run: faults(checkLock) },
];

/** The compiler is a program in Go: collecting its garbage less often took it 20 s in place of 24, for a tenth more memory. */
const moreRoomForTheCompiler = { GOGC: '300' };

process.exitCode = await verify();

/** Runs every check, shows those that fail with what to do, and returns the exit status. */
async function verify(): Promise<number> {
  const start = performance.now();
  const repository = readRepository();
  const waiting = [...checks];
  const failed: string[] = [];
  async function work(): Promise<void> {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      const passed = await runCheck(check, repository);
      if (!passed) {
        failed.push(check.name);
      }
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() + 1 }, work));
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  say(`${checks.length - failed.length} passed, ${failed.length} failed, ${seconds} s`);
  return failed.length === 0 ? 0 : 1;
}

async function runCheck(check: Check, repository: Repository): Promise<boolean> {
  const start = performance.now();
  const result = await check.run(repository).catch((error: unknown) => ({ passed: false, output: String(error) }));
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  if (result.passed) {
    say(`ok      ${check.name} (${seconds} s)`);
  } else {
    say(`FAILED  ${check.name} (${seconds} s)\n\n${result.output.trim()}\n\n        What to do: ${check.advice}\n`);
  }
  return result.passed;
}

function command(program: string, ...options: string[]): Check['run'] {
  return (repository) =>
    new Promise((resolve) => {
      const child = spawn(program, options, {
        cwd: repository.root,
        env: { ...moreRoomForTheCompiler, ...toolEnvironment() },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let output = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8');
        stream.on('data', (text: string) => {
          output += text;
        });
      }
      child.on('error', (error) => resolve({ passed: false, output: `${program} did not start: ${error.message}` }));
      child.on('close', (code) => resolve({ passed: code === 0, output }));
    });
}

function faults(find: (repository: Repository) => readonly Fault[] | Promise<readonly Fault[]>): Check['run'] {
  return async (repository) => {
    const found = await find(repository);
    return { passed: found.length === 0, output: found.map(({ place, message }) => `${place}: ${message}`).join('\n') };
  };
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
