import type { Command } from 'commander';
import { askSophia } from '../ask-sophia.ts';
import type { CommandEnvironment } from '../command-environment.ts';
import { describeChangeSet } from '../describe-change.ts';
import { exitCodes } from '../exit-codes.ts';
import { addListOptions, examplesOf, type ListFlags } from '../list-options.ts';
import { writeMessage, writeOutput } from '../terminal.ts';
import { writeJson } from '../write-list.ts';

/** `sophia setup`: prepares what the vendors lack, as changes that somebody approves. */
export function addSetupCommand(program: Command, environment: CommandEnvironment): void {
  const setup = program
    .command('setup')
    .summary('prepare what the CRM lacks')
    .description('Prepares the vendors for Sophia. Nothing is done before somebody approves it.')
    .addHelpText('after', examplesOf('sophia setup crm'));
  addListOptions(setup.command('crm').description('Proposes the properties that the CRM lacks, as changes to approve.'))
    .addHelpText('after', examplesOf('sophia setup crm', 'sophia setup crm --workspace example'))
    .action(async (flags: ListFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const { terminal } = environment;
        const proposed = await operator.call('setup.propose', {});
        if (flags.format === 'json') {
          writeJson(terminal, proposed);
        } else if (proposed === null) {
          writeMessage(terminal, 'The CRM has every property that the policy names; nothing is to be done.');
        } else {
          const { changeSetId } = proposed;
          writeOutput(terminal, describeChangeSet(await operator.call('changes.get', { reference: changeSetId })));
          writeMessage(terminal, `Approve all of it with: sophia changes approve ${changeSetId}`);
        }
        return exitCodes.all;
      });
    });
}
