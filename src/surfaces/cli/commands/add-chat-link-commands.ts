import type { Command } from 'commander';
import { askSophia } from '../ask-sophia.ts';
import type { CommandEnvironment } from '../command-environment.ts';
import { exitCodes } from '../exit-codes.ts';
import {
  addListOptions,
  addWorkspaceOption,
  examplesOf,
  type ListFlags,
  type WorkspaceFlags,
} from '../list-options.ts';
import { writeMessage } from '../terminal.ts';
import { plain } from '../wording.ts';
import { writeList } from '../write-list.ts';

interface Place {
  readonly users: Command;
  readonly environment: CommandEnvironment;
}

const example =
  'sophia users slack-link ana@tidewater.example --member U0123ABC --address ana.ruiz@mail.example --because "asked her in person"';

/** `sophia users slack`, `slack-link` and `slack-unlink`: who in Slack is which account under another address. */
export function addChatLinkCommands({ users, environment }: Place): void {
  addListCommand({ users, environment });
  addJoinCommands({ users, environment });
}

function addListCommand({ users, environment }: Place): void {
  addListOptions(
    users
      .command('slack')
      .description('Lists who in Slack acts as which account though the address there is another, and why.'),
  )
    .addHelpText('after', examplesOf('sophia users slack', 'sophia users slack --format json'))
    .action(async (flags: ListFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const answer = await operator.call('users.chat-links', {});
        writeList({
          terminal: environment.terminal,
          format: flags.format,
          answer,
          rows: answer.links,
          main: { title: 'Account', worth: 99, value: ({ email }) => plain(email) },
          others: [
            { title: 'Member', worth: 90, value: ({ memberId }) => plain(memberId) },
            { title: 'Address in Slack', worth: 85, value: ({ address }) => plain(address) },
            { title: 'Because', worth: 70, value: ({ because }) => plain(because) },
            { title: 'Since', worth: 60, value: ({ linkedAt }) => linkedAt.slice(0, 10) },
          ],
          empty: `Everybody in Slack is known by the address that Slack gives. Where it is another than that of the account: ${example}`,
        });
        return exitCodes.all;
      });
    });
}

function addJoinCommands({ users, environment }: Place): void {
  addWorkspaceOption(
    users
      .command('slack-link')
      .description(
        'Says that a member of Slack is the person of an account, where the address there is another. It counts while Slack gives that address.',
      )
      .argument('<user>', 'the address or the id of the account')
      .requiredOption('--member <id>', 'the id of the member in Slack, which a refusal there names')
      .requiredOption('--address <address>', 'the address that Slack gives for the member')
      .requiredOption('--because <reason>', 'how you know that it is the same person; it is recorded'),
  )
    .addHelpText('after', examplesOf(example))
    .action(
      async (
        user: string,
        flags: WorkspaceFlags & { member: string; address: string; because: string },
        self: Command,
      ) => {
        await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
          const { member: memberId, address, because } = flags;
          await operator.call('users.chat-link', { user, source: 'slack', memberId, address, because });
          writeMessage(environment.terminal, `${plain(memberId)} acts in Slack as ${plain(user)} from now on.`);
          return exitCodes.all;
        });
      },
    );
  addWorkspaceOption(
    users
      .command('slack-unlink')
      .description('Takes a member of Slack apart from the account again: the own address counts.')
      .argument('<member>', 'the id of the member in Slack'),
  )
    .addHelpText('after', examplesOf('sophia users slack-unlink U0123ABC'))
    .action(async (memberId: string, flags: WorkspaceFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        await operator.call('users.chat-unlink', { source: 'slack', memberId });
        writeMessage(environment.terminal, `${plain(memberId)} is known by the own address from now on.`);
        return exitCodes.all;
      });
    });
}
