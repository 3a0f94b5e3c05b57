import type { Command } from 'commander';
import type { Config } from '#config';
import { SophiaError } from '#platform/errors';
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
    .summary('prepare the CRM and Slack')
    .description('Prepares the vendors for Sophia. Nothing is done before somebody approves it.')
    .addHelpText('after', examplesOf('sophia setup crm', 'sophia setup slack'));
  addSlackSetup(setup, environment);
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

function addSlackSetup(setup: Command, { terminal, config }: CommandEnvironment): void {
  setup
    .command('slack')
    .description('Prints the manifest of the Slack app, to paste at api.slack.com/apps under "From a manifest".')
    .option('--http', 'Slack sends to SOPHIA_PUBLIC_URL; without it Socket Mode is used, which needs no public address')
    .option('--manage-channels', 'also lets Sophia create, rename and archive channels of accounts when asked')
    .addHelpText('after', examplesOf('sophia setup slack', 'sophia setup slack --http --manage-channels'))
    .action(async ({ http, manageChannels }: { http?: true; manageChannels?: true }) => {
      const publicUrl = http === true ? publicUrlOf(config()) : null;
      const { createAppManifest } = await import('#integrations/slack');
      writeJson(terminal, createAppManifest({ publicUrl, managesChannels: manageChannels === true }));
      const secret = publicUrl === null ? 'SLACK_APP_TOKEN (scope connections:write)' : 'SLACK_SIGNING_SECRET';
      writeMessage(terminal, `Then install the app, set SLACK_BOT_TOKEN and ${secret}, and prove it: sophia doctor`);
    });
}

/** Throws `input.invalid` where Slack could not reach it. */
function publicUrlOf({ publicUrl }: Config): string {
  if (publicUrl?.startsWith('https://') === true) return publicUrl;
  const found = publicUrl ?? 'none';
  throw new SophiaError(
    'input.invalid',
    `Expected SOPHIA_PUBLIC_URL with the https address under which Slack reaches Sophia, found ${found}. Without --http Socket Mode is used, which needs none.`,
  );
}
