import { type Command, InvalidArgumentError } from 'commander';
import type { CommandEnvironment } from '../command-environment.ts';

const roles = ['api', 'worker', 'all'] as const;

/** `sophia start`: the server, until it is stopped. */
export function addStartCommand(program: Command, environment: CommandEnvironment): void {
  program
    .command('start')
    .summary('start the server')
    .description(
      'Starts Sophia: the pages at http://127.0.0.1:8000 and the workers. The example calls are analyzed at the first start.',
    )
    .option('--role <roles>', `what this process does, separated by commas: ${roles.join(', ')}`, parseRoles, ['all'])
    .option('--no-example', 'leave the example calls out')
    .addHelpText('after', '\nExamples:\n  $ sophia start\n  $ DATABASE_URL=postgres://… sophia start --role worker')
    .action(async (flags: { role: string[]; example: boolean }, self: Command) => {
      self.setOptionValue('exitCode', await environment.serve({ roles: flags.role, example: flags.example }));
    });
}

function parseRoles(value: string): string[] {
  const named = value.split(',').map((role) => role.trim());
  const unknown = named.find((role) => !roles.some((known) => known === role));
  if (unknown !== undefined) throw new InvalidArgumentError(`Expected ${roles.join(', ')}, found "${unknown}".`);
  return named;
}
