import { Command, CommanderError } from 'commander';
import { SophiaError } from '#platform/errors';
import type { CommandEnvironment } from './command-environment.ts';
import { addAnalyzeCommand } from './commands/analyze.ts';
import { addAnswersCommand } from './commands/answers.ts';
import { addAskCommand } from './commands/ask.ts';
import { addAuditCommand } from './commands/audit.ts';
import { addBattlecardCommand } from './commands/battlecard.ts';
import { addCallsCommand } from './commands/calls.ts';
import { addChangesCommand } from './commands/changes.ts';
import { addChannelsCommand } from './commands/channels.ts';
import { addCommitmentsCommand } from './commands/commitments.ts';
import { addContradictionsCommand } from './commands/contradictions.ts';
import { addDatabaseCommand } from './commands/database.ts';
import { addDealsCommand } from './commands/deals.ts';
import { addDoctorCommand } from './commands/doctor.ts';
import { addDocumentsCommand } from './commands/documents.ts';
import { addDuplicatesCommand } from './commands/duplicates.ts';
import { addInboxCommand } from './commands/inbox.ts';
import { addKeysCommand } from './commands/keys.ts';
import { addLedgerCommand } from './commands/ledger.ts';
import { addMethodsCommand } from './commands/methods.ts';
import { addNotificationsCommand } from './commands/notifications.ts';
import { addPeopleCommand } from './commands/people.ts';
import { addPipelineCommand } from './commands/pipeline.ts';
import { addPolicyCommand } from './commands/policy.ts';
import { addQuotasCommand } from './commands/quotas.ts';
import { addSearchEverywhereCommand } from './commands/search.ts';
import { addSecretsCommand } from './commands/secrets.ts';
import { addSetupCommand } from './commands/setup.ts';
import { addStartCommand } from './commands/start.ts';
import { addSyncCommand } from './commands/sync.ts';
import { addTrackersCommand } from './commands/trackers.ts';
import { addTriggersCommand } from './commands/triggers.ts';
import { addUsersCommand } from './commands/users.ts';
import { addWarningsCommand } from './commands/warnings.ts';
import { addWebhooksCommand } from './commands/webhooks.ts';
import { exitCodes } from './exit-codes.ts';
import { isOfWorkspace } from './is-of-workspace.ts';
import { nameCommands } from './name-commands.ts';
import { nameOtherWorkspace } from './name-other-workspace.ts';
import { presentError } from './present-error.ts';
import { writeMessage } from './terminal.ts';

const examples = `
Examples:
  $ sophia start                                  the server, with the example calls
  $ sophia analyze their-call.vtt                 one call, the report in the terminal
  $ sophia analyze calls/ --format html --out reports
  $ sophia ask "which deals close this quarter?"   the number, its query and its proof
  $ sophia changes list --waiting                 what waits for your word before the CRM gets it
  $ sophia search who holds the keys              where in all calls and records that stands
  $ sophia ledger --gaps                          which calls have not arrived where they should
  $ sophia doctor                                 what is healthy and what to do

Exit codes: 0 all worked, 1 none, 2 the command was not understood, 3 some.`;

/** Runs one command line and returns the exit code. Never throws. */
export async function runCli({
  argv,
  environment,
  version,
}: {
  argv: readonly string[];
  environment: CommandEnvironment;
  version: string;
}): Promise<number> {
  const program = new Command('sophia');
  const { environment: asked, workspaceOf } = askedOf(program, environment);
  describeProgram(program, { environment: asked, version });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exitCodeOf(program);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.all : exitCodes.usage;
    presentError({ terminal: asked.terminal, error });
    const elsewhere = isOfWorkspace(error)
      ? await nameOtherWorkspace({ workspaceId: workspaceOf(), environment })
      : null;
    if (elsewhere !== null) writeMessage(asked.terminal, elsewhere);
    return error instanceof SophiaError && error.code === 'input.invalid' ? exitCodes.usage : exitCodes.none;
  }
}

/** The environment of a command line, whose messages name the workspace that a command of it has asked. */
function askedOf(
  program: Command,
  environment: CommandEnvironment,
): { environment: CommandEnvironment; workspaceOf: () => string | null } {
  let asked: string | null = null;
  function named(text: string): string {
    return asked === null ? text : nameCommands({ program, workspaceId: asked, text });
  }
  return {
    workspaceOf: () => asked,
    environment: {
      ...environment,
      terminal: { ...environment.terminal, nameCommands: named },
      connect: (options) => {
        asked = options.workspaceId;
        return environment.connect(options);
      },
    },
  };
}

function describeProgram(
  program: Command,
  { environment, version }: { environment: CommandEnvironment; version: string },
): void {
  const { terminal } = environment;
  program
    .description('Every sales call becomes checked facts: each claim with the quote that proves it.')
    .enablePositionalOptions()
    .version(version, '--version', 'print the version')
    .helpOption('--help', 'show what there is')
    .addHelpText('after', examples)
    .showSuggestionAfterError(true)
    .showHelpAfterError('→ Add --help to see what there is.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.output.write(text),
      writeErr: (text) => terminal.messages.write(text),
    });
  addStartCommand(program, environment);
  addAnalyzeCommand(program, environment);
  addAskCommand(program, environment);
  addAnswersCommand(program, environment);
  addBattlecardCommand(program, environment);
  addCallsCommand(program, environment);
  addSearchEverywhereCommand(program, environment);
  addDocumentsCommand(program, environment);
  addTrackersCommand(program, environment);
  addChangesCommand(program, environment);
  addDealsCommand(program, environment);
  addPipelineCommand(program, environment);
  addQuotasCommand(program, environment);
  addChannelsCommand(program, environment);
  addCommitmentsCommand(program, environment);
  addContradictionsCommand(program, environment);
  addWarningsCommand(program, environment);
  addDuplicatesCommand(program, environment);
  addLedgerCommand(program, environment);
  addSyncCommand(program, environment);
  addTriggersCommand(program, environment);
  addInboxCommand(program, environment);
  addPeopleCommand(program, environment);
  addMethodsCommand(program, environment);
  addPolicyCommand(program, environment);
  addNotificationsCommand(program, environment);
  addUsersCommand(program, environment);
  addKeysCommand(program, environment);
  addAuditCommand(program, environment);
  addWebhooksCommand(program, environment);
  addSecretsCommand(program, environment);
  addSetupCommand(program, environment);
  addDoctorCommand(program, environment);
  addDatabaseCommand(program, environment);
  inherit(program);
}

/** Commander copies settings at the time a command is added; this reaches the commands below as well. */
function inherit(program: Command): void {
  for (const command of program.commands) {
    command.copyInheritedSettings(program).helpOption('--help', 'show what there is');
    inherit(command);
  }
}

function exitCodeOf(command: Command): number {
  const own: unknown = command.getOptionValue('exitCode');
  if (typeof own === 'number') return own;
  return command.commands.map(exitCodeOf).find((code) => code !== exitCodes.all) ?? exitCodes.all;
}
