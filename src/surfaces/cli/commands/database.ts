import type { Command } from 'commander';
import type { CommandEnvironment } from '../command-environment.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { writeMessage, writeOutput } from '../terminal.ts';

/** `sophia db`: the database and its migrations. */
export function addDatabaseCommand(program: Command, environment: CommandEnvironment): void {
  const db = program
    .command('db')
    .summary('the database and its migrations')
    .description('The database and its migrations.')
    .addHelpText('after', '\nExamples:\n  $ sophia db status');
  db.command('status')
    .description('Says which database is used and which migrations are applied and pending.')
    .option('--json', 'one JSON document instead of lines')
    .addHelpText('after', '\nExamples:\n  $ sophia db status')
    .action(async (flags: { json?: true }, self: Command) => {
      self.setOptionValue('exitCode', await status({ environment, json: flags.json === true }));
    });
  db.command('migrate')
    .description('Applies pending migrations. Starting the server does it as well.')
    .addHelpText('after', '\nExamples:\n  $ DATABASE_URL=postgres://… sophia db migrate')
    .action(async (_flags: unknown, self: Command) => {
      self.setOptionValue('exitCode', await migrate({ environment }));
    });
}

async function status({ environment, json }: { environment: CommandEnvironment; json: boolean }): Promise<ExitCode> {
  const database = await environment.database();
  try {
    const found = await database.status();
    const lines = [
      `Database: ${found.kind}`,
      ...found.applied.map((name) => `  applied  ${name}`),
      ...found.pending.map((name) => `  pending  ${name}`),
    ];
    writeOutput(environment.terminal, json ? JSON.stringify(found, null, 2) : lines.join('\n'));
    return exitCodes.all;
  } finally {
    await database.close();
  }
}

async function migrate({ environment }: { environment: CommandEnvironment }): Promise<ExitCode> {
  const database = await environment.database();
  try {
    const { applied } = await database.migrate();
    const text = applied.length === 0 ? 'The database is up to date.' : `Applied ${applied.join(', ')}.`;
    writeMessage(environment.terminal, text);
    return exitCodes.all;
  } finally {
    await database.close();
  }
}
