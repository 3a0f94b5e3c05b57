import type { Command } from 'commander';
import { formatMoney, type TableColumn } from '#platform/wording';
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
import { minuteOf, plain } from '../wording.ts';
import { writeList } from '../write-list.ts';

type Listed = OperationOutput<'quotas.list'>['quotas'][number];

interface SetFlags extends WorkspaceFlags {
  readonly owner?: string;
  readonly team?: string;
  readonly currency?: string;
}

/** `sophia quotas`: what is to be won; the forecast says what lacks to it. */
export function addQuotasCommand(program: Command, environment: CommandEnvironment): void {
  const quotas = program
    .command('quotas')
    .summary('what owners, teams and the company are to win')
    .description('Quotas by period; `sophia pipeline forecast` says what lacks to them.')
    .addHelpText('after', examplesOf('sophia quotas set 2026-Q4 250000', 'sophia pipeline forecast --period 2026-Q4'));
  addListCommand(quotas, environment);
  addSetCommand(quotas, environment);
  addRemoveCommand(quotas, environment);
}

function addListCommand(quotas: Command, environment: CommandEnvironment): void {
  addListOptions(quotas.command('list').description('Lists the quotas, the latest period first.'))
    .addHelpText('after', examplesOf('sophia quotas list', 'sophia quotas list --format json'))
    .action(async (flags: ListFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const answer = await operator.call('quotas.list', {});
        const { terminal } = environment;
        const empty = 'No quota is set. Set one with: sophia quotas set PERIOD AMOUNT';
        const { format } = flags;
        writeList({ terminal, format, answer, rows: answer.quotas, main: nameColumn, others: columns, empty });
        return exitCodes.all;
      });
    });
}

function addSetCommand(quotas: Command, environment: CommandEnvironment): void {
  const set = quotas
    .command('set')
    .description('Sets what is to be won in a period by an owner, a team, or the whole company.')
    .argument('<period>', 'such as 2026-Q4, 2026-11 or "this quarter"')
    .argument('<amount>', 'in whole units, such as 250000 or 250000.50')
    .option('--owner <name>', 'for the owner with this name or e-mail address')
    .option('--team <name>', 'for this team')
    .option('--currency <code>', 'such as EUR; that of the workspace where it is not given');
  addWorkspaceOption(set)
    .addHelpText(
      'after',
      examplesOf('sophia quotas set 2026-Q4 250000', 'sophia quotas set 2026-11 40000 --owner maya --currency EUR'),
    )
    .action(async (period: string, amount: string, flags: SetFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const { owner = null, team = null, currency = null } = flags;
        const quota = await operator.call('quotas.set', { period, amount, owner, team, currency });
        writeMessage(
          environment.terminal,
          `Set: ${whose(quota)}, ${quota.from} to ${quota.to}, ${formatMoney(quota.amountMinor, quota.currency)} (${quota.quotaId}).`,
        );
        return exitCodes.all;
      });
    });
}

function addRemoveCommand(quotas: Command, environment: CommandEnvironment): void {
  addWorkspaceOption(
    quotas
      .command('remove')
      .description('Takes a quota back.')
      .argument('<id>', 'the id of the quota, as the list has it'),
  )
    .addHelpText('after', examplesOf('sophia quotas remove quo_…'))
    .action(async (quotaId: string, flags: WorkspaceFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        await operator.call('quotas.remove', { quotaId });
        writeMessage(environment.terminal, 'Removed.');
        return exitCodes.all;
      });
    });
}

function whose({ kind, name }: Listed): string {
  return name === null ? 'the company' : `${kind} ${plain(name)}`;
}

const nameColumn: TableColumn<Listed> = { title: 'Whose', worth: 99, value: whose };
const columns: readonly TableColumn<Listed>[] = [
  { title: 'From', worth: 9, value: ({ from }) => from },
  { title: 'To', worth: 8, value: ({ to }) => to },
  {
    title: 'Quota',
    align: 'right',
    worth: 10,
    value: ({ amountMinor, currency }) => formatMoney(amountMinor, currency),
  },
  { title: 'Set', worth: 5, value: ({ setAt }) => minuteOf(setAt) },
  { title: 'Id', worth: 20, value: ({ quotaId }) => quotaId },
];
