import { Argument, type Command, Option } from 'commander';
import { type TableColumn } from '#platform/wording';
import type { OperationOutput } from '#surfaces/local';
import { askSophia } from '../ask-sophia.ts';
import type { CommandEnvironment } from '../command-environment.ts';
import { exitCodes } from '../exit-codes.ts';
import {
  addLimitOptions,
  addWorkspaceOption,
  examplesOf,
  type LimitFlags,
  parseDay,
  type WorkspaceFlags,
} from '../list-options.ts';
import { writeMessage } from '../terminal.ts';
import { writeList } from '../write-list.ts';

type CommitmentLine = OperationOutput<'commitments.list'>['commitments'][number];

interface CommitmentFlags extends LimitFlags {
  readonly dueBy?: string;
  readonly state: CommitmentLine['state'] | 'all';
}

interface SettleFlags extends WorkspaceFlags {
  readonly reason?: string;
}

const stateHelp =
  'only those in this state; open are all that nothing has become of, overdue those of them whose day is over';

/** `sophia commitments`: what was promised in calls, by whom and until when, and what became of it. */
export function addCommitmentsCommand(program: Command, environment: CommandEnvironment): void {
  const commitments = program
    .command('commitments')
    .summary('what was promised in calls, and what became of it')
    .description('Promises of both sides across calls, each with its quote.')
    .addHelpText(
      'after',
      examplesOf('sophia commitments list --due-by 2026-10-09', 'sophia commitments settle com_01… kept'),
    );
  const list = commitments
    .command('list')
    .description('Lists promises, the next due first; those without a day last.')
    .option('--due-by <YYYY-MM-DD>', 'only those due on or before this day', parseDay)
    .addOption(
      new Option('--state <state>', stateHelp)
        .choices(['open', 'overdue', 'kept', 'broken', 'dropped', 'all'])
        .default('open'),
    );
  addLimitOptions(list, { largest: 200 })
    .addHelpText('after', examplesOf('sophia commitments list', 'sophia commitments list --state overdue'))
    .action(async (flags: CommitmentFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const state = flags.state === 'all' ? null : flags.state;
        const input = { state, dueBy: flags.dueBy ?? null, limit: flags.limit };
        const answer = await operator.call('commitments.list', input);
        writeList({
          terminal: environment.terminal,
          format: flags.format,
          answer,
          rows: answer.commitments,
          main: textColumn,
          others: answer.commitments.some(({ settledBy }) => settledBy !== null) ? [...columns, whyColumn] : columns,
          empty: 'No such promises. They come from the calls of connected sources.',
        });
        return exitCodes.all;
      });
    });
  addWorkspaceOption(
    commitments
      .command('settle')
      .description('Says what became of a promise.')
      .argument('<id>', "the promise's id, or as much of its beginning or end as only one has")
      .addArgument(new Argument('<outcome>', 'what became of it').choices(['kept', 'dropped']))
      .option('--reason <text>', 'why, for whoever reads it later'),
  )
    .addHelpText(
      'after',
      examplesOf(
        'sophia commitments settle com_01… kept',
        'sophia commitments settle com_01… dropped --reason "They bought elsewhere."',
      ),
    )
    .action(async (commitmentId: string, state: 'kept' | 'dropped', flags: SettleFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        await operator.call('commitments.settle', { commitmentId, state, reason: flags.reason ?? null });
        writeMessage(environment.terminal, `The promise is ${state}.`);
        return exitCodes.all;
      });
    });
}

const textColumn: TableColumn<CommitmentLine> = { title: 'Promise', worth: 99, value: ({ text }) => text };
const columns: readonly TableColumn<CommitmentLine>[] = [
  { title: 'By', worth: 8, least: 12, value: ({ owner, side }) => `${owner} (${side})` },
  { title: 'Due', worth: 9, value: ({ dueDate }) => dueDate ?? '-' },
  { title: 'State', worth: 6, value: ({ state }) => state },
  { title: 'Id', worth: 20, value: ({ commitmentId }) => commitmentId },
];
const whyColumn: TableColumn<CommitmentLine> = {
  title: 'Because',
  worth: 8,
  least: 16,
  value: ({ settledBy }) => {
    switch (settledBy?.by) {
      case 'call':
        return `“${settledBy.evidence.quote}” (${settledBy.evidence.speaker})`;
      case 'meeting':
        return 'the call took place';
      case 'activity':
        return `${settledBy.kind} in the CRM${settledBy.subject === null ? '' : `: “${settledBy.subject}”`}`;
      case 'person':
        return `${settledBy.name}${settledBy.reason === null ? '' : `: ${settledBy.reason}`}`;
      case undefined:
        return '-';
    }
  },
};
