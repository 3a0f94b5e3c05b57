import { type Command, Option } from 'commander';
import { addCallFilterOptions, type CallFilterFlags, callFilterOf } from '../call-filter.ts';
import type { CommandEnvironment } from '../command-environment.ts';
import { type ExitCode, exitCodeFor, exitCodes } from '../exit-codes.ts';
import { expandInputs } from '../expand-inputs.ts';
import { addImportOptions, type ImportFlags } from '../import-options.ts';
import { addLimitOptions, examplesOf, type LimitFlags } from '../list-options.ts';
import { runBatch } from '../run-batch.ts';
import { tableWidthOf, writeMessage, writeOutput } from '../terminal.ts';
import { writeJson } from '../write-list.ts';
import { addLinkCommand } from './add-link-command.ts';
import { addSearchCommand } from './add-search-command.ts';
import { addShowCommand } from './add-show-command.ts';

type ListedFlags = LimitFlags & CallFilterFlags;

/** `sophia calls`: the calls that are stored. */
export function addCallsCommand(program: Command, environment: CommandEnvironment): void {
  const calls = program
    .command('calls')
    .summary('list, show, link and import calls')
    .description('The calls that are stored.')
    .addHelpText('after', '\nExamples:\n  $ sophia calls list\n  $ sophia calls show 8f2c41');
  const list = calls.command('list').description('Lists the stored calls, the newest first by their day.');
  addLimitOptions(addCallFilterOptions(list), { largest: 1000 })
    // Scripts ask for JSON by the shorter name as well.
    .addOption(new Option('--json').implies({ format: 'json' }).hideHelp())
    .addHelpText(
      'after',
      examplesOf('sophia calls list --account "Larkspur Hill"', 'sophia calls list --workspace example --format json'),
    )
    .action(async (flags: ListedFlags, self: Command) => {
      self.setOptionValue('exitCode', await listCalls({ environment, flags }));
    });
  addShowCommand({ calls, environment });
  addLinkCommand({ calls, environment });
  addSearchCommand({ calls, environment });
  const importCommand = calls
    .command('import')
    .description('Imports transcripts and analyzes them; the reports stand in the list and on the server.')
    .argument('<files...>', 'files, folders, globs, or - for standard input')
    .addHelpText('after', '\nExamples:\n  $ sophia calls import calls/ --internal "Maya Okafor,Tom Hadley"');
  addImportOptions(importCommand).action(async (files: string[], flags: ImportFlags, self: Command) => {
    self.setOptionValue('exitCode', await importCalls({ environment, files, flags }));
  });
}

async function listCalls({
  environment,
  flags,
}: {
  environment: CommandEnvironment;
  flags: ListedFlags;
}): Promise<ExitCode> {
  const { terminal } = environment;
  const operator = await environment.connect({ workspaceId: flags.workspace });
  try {
    const filter = callFilterOf(flags);
    const isNarrowed = Object.values(filter).some((value) => value !== null);
    const page = await operator.call('calls.list', { limit: flags.limit, beforeCallId: null, ...filter });
    if (flags.format === 'json') {
      writeJson(terminal, page);
    } else if (page.calls.length === 0) {
      writeMessage(
        terminal,
        isNarrowed ? 'No call fits.' : 'No calls yet. Import one with: sophia analyze their-call.vtt',
      );
    } else {
      const { renderCallTable } = await import('#modules/reports');
      writeOutput(
        terminal,
        renderCallTable({ calls: page.calls, width: tableWidthOf(terminal), colors: terminal.colors }),
      );
      if (page.nextBefore !== null) writeMessage(terminal, 'There are more: use --limit.');
    }
    return exitCodes.all;
  } finally {
    await operator.close();
  }
}

async function importCalls({
  environment,
  files,
  flags,
}: {
  environment: CommandEnvironment;
  files: readonly string[];
  flags: ImportFlags;
}): Promise<ExitCode> {
  const { terminal } = environment;
  const inputs = await expandInputs({ terminal, inputs: files });
  const operator = await environment.connect({ workspaceId: flags.workspace, analyzes: true });
  try {
    const { done, failed } = await runBatch({ terminal, operator, inputs, flags });
    const calls = new Set(done.map((item) => item.callId)).size;
    const fresh = new Set(done.filter((item) => item.state !== 'unchanged').map((item) => item.callId)).size;
    writeMessage(terminal, `${calls} ${calls === 1 ? 'call' : 'calls'}, ${calls - fresh} of them known before.`);
    return exitCodeFor({ succeeded: done.length, failed });
  } finally {
    await operator.close();
  }
}
