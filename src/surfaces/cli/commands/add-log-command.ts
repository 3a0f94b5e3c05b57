import { type Command, Option } from 'commander';
import { CrmSyncLogEntry } from '#contracts';
import { type TableColumn } from '#platform/wording';
import type { OperationOutput } from '#surfaces/local';
import { askSophia } from '../ask-sophia.ts';
import type { CommandEnvironment } from '../command-environment.ts';
import { exitCodes } from '../exit-codes.ts';
import { addLimitOptions, examplesOf, type LimitFlags } from '../list-options.ts';
import { writeMessage } from '../terminal.ts';
import { minuteOf, words } from '../wording.ts';
import { writeList } from '../write-list.ts';

interface LogFlags extends LimitFlags {
  readonly status?: string;
}

type Entry = OperationOutput<'changes.log'>['entries'][number];

/** `sophia changes log`: every attempt to write to the CRM. */
export function addLogCommand({ changes, environment }: { changes: Command; environment: CommandEnvironment }): void {
  const log = changes
    .command('log')
    .description('Lists every attempt to write to the CRM, the newest first.')
    .addOption(
      new Option('--status <status>', 'only attempts that ended so').choices(CrmSyncLogEntry.shape.status.options),
    );
  addLimitOptions(log, { largest: 500 })
    .addHelpText('after', examplesOf('sophia changes log', 'sophia changes log --status failed'))
    .action(async (flags: LogFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const { terminal } = environment;
        const input = { status: flags.status ?? null, limit: flags.limit, beforeId: null };
        const answer = await operator.call('changes.log', input);
        const empty = 'Nothing was sent to the CRM yet.';
        writeList({ terminal, format: flags.format, answer, rows: answer.entries, main, others, empty });
        if (answer.more && flags.format === 'table') writeMessage(terminal, 'There are more: use --limit.');
        return exitCodes.all;
      });
    });
}

const main: TableColumn<Entry> = {
  title: 'What',
  worth: 99,
  value: ({ operation, entityType, entityId }) => `${operation} ${entityType} ${entityId ?? ''}`,
};
const others: readonly TableColumn<Entry>[] = [
  { title: 'Status', worth: 9, value: ({ status }) => words(status) },
  { title: 'At', worth: 8, value: ({ at }) => minuteOf(at) },
  { title: 'Change', worth: 20, value: ({ changeId }) => changeId ?? '-' },
  { title: 'Error', worth: 10, least: 20, value: ({ error }) => error ?? '-' },
];
