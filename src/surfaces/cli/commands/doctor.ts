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
  const state = overallState(checked);
  if (json) writeOutput(terminal, JSON.stringify({ ...report, state, vendors }, null, 2));
  else writeOutput(terminal, describe(checked));
  if (report.state === 'unhealthy') return exitCodes.none;
  return vendors.some(hasFailed) ? exitCodes.some : exitCodes.all;
}

/** A vendor that does not prove its connection is a restriction, whatever the last readings met. */
function overallState({ report, vendors }: Checked): HealthReport['state'] {
  return report.state === 'healthy' && vendors.some(hasFailed) ? 'degraded' : report.state;
}

function hasFailed({ steps }: CheckedVendor): boolean {
  return steps.some(({ state }) => state === 'failed');
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

function describe(checked: Checked): string {
  const { report, place, vendors } = checked;
  const where = places[place];
  const lines = report.dependencies.flatMap(({ name, state, since, reason, action }) => [
    `${marks[state]} ${name}: ${state} since ${since.slice(0, 19).replace('T', ' ')} UTC. ${reason}`,
    ...(action === null ? [] : [`    → ${action}`]),
  ]);
  const told = report.dependencies.map(({ name }) => name);
  const further = vendors.filter(({ name, state }) => state === 'on' || !told.includes(name));
  return [`Sophia is ${overallState(checked)}, asked of ${where}.`, ...lines, ...further.flatMap(describeVendor)].join(
    '\n',
  );
}
