import type { Command } from 'commander';
import type { CallSearchHit } from '#contracts';
import type { CommandEnvironment } from '../command-environment.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { writeMessage, writeOutput } from '../terminal.ts';
import { plain } from '../wording.ts';

interface SearchFlags {
  readonly limit: string;
  readonly json?: true;
  readonly workspace: string;
}

/** `sophia calls search`: where in a call a question is answered. */
export function addSearchCommand({ calls, environment }: { calls: Command; environment: CommandEnvironment }): void {
  calls
    .command('search')
    .description('Finds where in one call a question is answered, without a model.')
    .argument('<call>', "the call's id, or the beginning or end of it")
    .argument('<question...>', 'what to look for, in plain words')
    .option('--limit <count>', 'how many stretches to show', '5')
    .option('--json', 'one JSON document instead of lines')
    .option('--workspace <name>', 'the workspace to look in', 'main')
    .addHelpText('after', '\nExamples:\n  $ sophia calls search 8f2c41 what did they say about the bank integration')
    .action(async (reference: string, question: string[], flags: SearchFlags, self: Command) => {
      self.setOptionValue('exitCode', await search({ environment, reference, query: question.join(' '), flags }));
    });
}

async function search({
  environment,
  reference,
  query,
  flags,
}: {
  environment: CommandEnvironment;
  reference: string;
  query: string;
  flags: SearchFlags;
}): Promise<ExitCode> {
  const { terminal } = environment;
  const operator = await environment.connect({ workspaceId: flags.workspace });
  try {
    const { callId } = await operator.call('calls.resolve', { reference });
    const { hits } = await operator.call('calls.search', { callId, query, limit: Number(flags.limit) });
    if (flags.json === true) writeOutput(terminal, JSON.stringify({ hits }, null, 2));
    else if (hits.length === 0) writeMessage(terminal, 'Nothing in this call answers that. Try other words.');
    else writeOutput(terminal, hits.map((hit) => describe({ callId, hit })).join('\n'));
    return exitCodes.all;
  } finally {
    await operator.close();
  }
}

function describe({ callId, hit }: { callId: string; hit: CallSearchHit }): string {
  const { fromTurn, toTurn, evidence } = hit;
  const { quote, speaker, turn, sentence } = evidence;
  return `turns ${fromTurn} to ${toTurn}: “${plain(quote)}” (${plain(speaker)}, turn ${turn}, ${callId}#${sentence})`;
}
