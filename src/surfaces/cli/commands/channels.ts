import type { Command } from 'commander';
import { type TableColumn } from '#platform/wording';
import type { OperationOutput } from '#surfaces/local';
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
import { addChannelPolicyCommand } from './channel-policy.ts';

type Channel = OperationOutput<'channels.list'>['channels'][number];

interface OpenFlags extends WorkspaceFlags {
  readonly name?: string;
  readonly private?: true;
}

interface CloseFlags extends WorkspaceFlags {
  readonly archive?: true;
}

interface Given {
  readonly channels: Command;
  readonly environment: CommandEnvironment;
}

/** `sophia channels`: the channels in which the chat is told of an account or a deal. */
export function addChannelsCommand(program: Command, environment: CommandEnvironment): void {
  const channels = program
    .command('channels')
    .summary('the channels of accounts and deals in the chat, and how Sophia behaves in channels')
    .description(
      'Channels of companies and deals. Without one that was opened here, Sophia uses the channel that bears the name of the company, and only joins it.',
    )
    .addHelpText('after', examplesOf('sophia channels open "Anchor Row"', 'sophia channels list'));
  addListOptions(channels.command('list').description('Lists the channels that were opened for accounts and deals.'))
    .addHelpText('after', examplesOf('sophia channels list', 'sophia channels list --format json'))
    .action(async (flags: ListFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const answer = await operator.call('channels.list', {});
        const empty = 'No channel was opened for an account: sophia channels open NAME opens one.';
        const { terminal } = environment;
        writeList({ terminal, format: flags.format, answer, rows: answer.channels, main, others, empty });
        return exitCodes.all;
      });
    });
  addOpenCommand({ channels, environment });
  addRenameCommand({ channels, environment });
  addCloseCommand({ channels, environment });
  addChannelPolicyCommand({ channels, environment });
}

function addOpenCommand({ channels, environment }: Given): void {
  const open = channels
    .command('open')
    .description('Makes a channel the one of a company or deal: joins the one of that name, or creates it.')
    .argument('<account>', 'the name of a company or deal, a part of it, or its id')
    .option('--name <name>', 'what the channel is called; acct- and the name of the account without it')
    .option('--private', 'creates it as a private channel');
  addWorkspaceOption(open)
    .addHelpText(
      'after',
      examplesOf('sophia channels open "Anchor Row"', 'sophia channels open "Anchor Row" --name deal-anchor --private'),
    )
    .action(async (account: string, flags: OpenFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const input = { account, name: flags.name ?? null, isPrivate: flags.private === true };
        const opened = await operator.call('channels.open', input);
        const how = opened.created ? 'created' : 'joined';
        writeMessage(
          environment.terminal,
          `#${plain(opened.name)} was ${how} and is now the channel of ${plain(opened.account)}.`,
        );
        return exitCodes.all;
      });
    });
}

function addRenameCommand({ channels, environment }: Given): void {
  const rename = channels
    .command('rename')
    .description('Gives the channel that was opened for a company or deal another name.')
    .argument('<account>', 'the name of a company or deal, a part of it, or its id')
    .argument('<name>', 'what the channel is called from now on');
  addWorkspaceOption(rename)
    .addHelpText('after', examplesOf('sophia channels rename "Anchor Row" acct-anchor'))
    .action(async (account: string, name: string, flags: WorkspaceFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const renamed = await operator.call('channels.rename', { account, name });
        writeMessage(environment.terminal, `#${plain(renamed.before)} is now #${plain(renamed.name)}.`);
        return exitCodes.all;
      });
    });
}

function addCloseCommand({ channels, environment }: Given): void {
  const close = channels
    .command('close')
    .description('Ends that a channel is the one of a company or deal. The channel stays, unless it is archived.')
    .argument('<account>', 'the name of a company or deal, a part of it, or its id')
    .option('--archive', 'archives the channel in the chat');
  addWorkspaceOption(close)
    .addHelpText(
      'after',
      examplesOf('sophia channels close "Anchor Row"', 'sophia channels close "Anchor Row" --archive'),
    )
    .action(async (account: string, flags: CloseFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const closed = await operator.call('channels.close', { account, archive: flags.archive === true });
        const archived = closed.archived ? ', and it was archived' : '';
        writeMessage(
          environment.terminal,
          `#${plain(closed.name)} is no longer the channel of ${plain(closed.account)}${archived}.`,
        );
        return exitCodes.all;
      });
    });
}

const main: TableColumn<Channel> = { title: 'Channel', worth: 99, value: ({ name }) => `#${name}` };
const others: readonly TableColumn<Channel>[] = [
  { title: 'Account', worth: 9, least: 12, value: ({ account }) => account },
  {
    title: 'State',
    worth: 5,
    value: ({ isArchived, isPrivate }) => (isArchived ? 'archived' : isPrivate ? 'private' : 'in use'),
  },
];
