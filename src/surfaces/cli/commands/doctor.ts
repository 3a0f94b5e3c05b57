import type { Command } from 'commander';
import type { HealthReport } from '#contracts';
import { type CheckedVendor, checkVendors, describeVendor } from '../check-vendors.ts';
import type { CommandEnvironment } from '../command-environment.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { writeOutput } from '../terminal.ts';

const marks = { healthy: '✓', degraded: '!', starting: '…', unhealthy: '✗', off: '–' } as const;

const places = {
  server: 'the running server',
  here: 'this machine (no server is running)',
  'not opened': 'this machine (Sophia could not be opened)',
} as const;

/** `sophia doctor`: the state of everything that Sophia depends on, and what to do about it. */
export function addDoctorCommand(program: Command, environment: CommandEnvironment): void {
  program
    .command('doctor')
    .summary('check everything that Sophia depends on')
    .description(
      'Checks each dependency and says since when it is so, why, and what to do; then each vendor, step by step.',
    )
    .option('--json', 'one JSON document instead of lines')
    .addHelpText('after', '\nExamples:\n  $ sophia doctor\n  $ sophia doctor --json')
    .action(async (flags: { json?: true }, self: Command) => {
      self.setOptionValue('exitCode', await doctor({ environment, json: flags.json === true }));
    });
}

async function doctor({ environment, json }: { environment: CommandEnvironment; json: boolean }): Promise<ExitCode> {
  const { terminal } = environment;
  const checked = await check(environment);
  const { report, vendors } = checked;
  if (json) writeOutput(terminal, JSON.stringify({ ...report, vendors }, null, 2));
  else writeOutput(terminal, describe(checked));
  return report.state === 'unhealthy' ? exitCodes.none : exitCodes.all;
}

interface Checked {
  readonly report: HealthReport;
  readonly place: 'server' | 'here' | 'not opened';
  /** Empty where Sophia could not be opened. */
  readonly vendors: readonly CheckedVendor[];
}

/** Asks Sophia, and where it cannot be opened whatever can be asked without it. */
async function check(environment: CommandEnvironment): Promise<Checked> {
  try {
    const operator = await environment.connect({ workspaceId: 'main' });
    try {
      const report = await operator.call('health.check', {});
      return { report, place: operator.place, vendors: await checkVendors({ environment, operator }) };
    } finally {
      await operator.close();
    }
  } catch (problem) {
    return { report: await environment.diagnose(problem), place: 'not opened', vendors: [] };
  }
}

function describe({ report, place, vendors }: Checked): string {
  const where = places[place];
  const lines = report.dependencies.flatMap(({ name, state, since, reason, action }) => [
    `${marks[state]} ${name}: ${state} since ${since.slice(0, 19).replace('T', ' ')} UTC. ${reason}`,
    ...(action === null ? [] : [`    → ${action}`]),
  ]);
  const told = report.dependencies.filter(({ state }) => state === 'off').map(({ name }) => name);
  const further = vendors.filter(({ name, state }) => state === 'on' || !told.includes(name));
  return [`Sophia is ${report.state}, asked of ${where}.`, ...lines, ...further.flatMap(describeVendor)].join('\n');
}
