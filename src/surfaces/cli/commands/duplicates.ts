import { type Command, Option } from 'commander';
import type { CrmRecordType } from '#contracts';
import { type TableColumn } from '#platform/wording';
import type { OperationOutput } from '#surfaces/local';
import { askSophia } from '../ask-sophia.ts';
import type { CommandEnvironment } from '../command-environment.ts';
import { describeChangeSet } from '../describe-change.ts';
import { exitCodes } from '../exit-codes.ts';
import {
  addLimitOptions,
  addWorkspaceOption,
  examplesOf,
  type LimitFlags,
  type WorkspaceFlags,
} from '../list-options.ts';
import { writeMessage, writeOutput } from '../terminal.ts';
import { counted, plain, words } from '../wording.ts';
import { writeList } from '../write-list.ts';

type Pair = OperationOutput<'duplicates.list'>['duplicates'][number];

interface PairFlags extends LimitFlags {
  readonly type?: CrmRecordType;
  readonly state: Pair['state'] | 'all';
}

/** `sophia duplicates`: records of the CRM that seem to be one; nobody is merged without a person's word. */
export function addDuplicatesCommand(program: Command, environment: CommandEnvironment): void {
  const duplicates = program
    .command('duplicates')
    .summary('records of the CRM that seem to be one')
    .description(
      'Contacts, companies and deals that seem to be one, with what speaks for it. Sophia asks about the surest by itself; nothing is merged before somebody approves it.',
    )
    .addHelpText('after', examplesOf('sophia duplicates list', 'sophia duplicates propose dup_01…'));
  addListCommand({ duplicates, environment });
  addProposeCommand({ duplicates, environment });
  addDismissCommand({ duplicates, environment });
}

interface Place {
  readonly duplicates: Command;
  readonly environment: CommandEnvironment;
}

function addListCommand({ duplicates, environment }: Place): void {
  const list = duplicates
    .command('list')
    .description('Lists pairs, the surest first.')
    .addOption(new Option('--type <type>', 'only these records').choices(['contact', 'company', 'deal']))
    .addOption(
      new Option('--state <state>', 'only those in this state')
        .choices(['found', 'proposed', 'merged', 'rejected', 'cleared', 'all'])
        .default('found'),
    );
  addLimitOptions(list, { largest: 200 })
    .addHelpText('after', examplesOf('sophia duplicates list', 'sophia duplicates list --type company --state all'))
    .action(async (flags: PairFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const state = flags.state === 'all' ? null : flags.state;
        const asked = { objectType: flags.type ?? null, state, limit: flags.limit };
        const answer = await operator.call('duplicates.list', asked);
        writeList({
          terminal: environment.terminal,
          format: flags.format,
          answer,
          rows: answer.duplicates,
          main: pairColumn,
          others: columns,
          empty:
            state === 'found'
              ? 'No two records seem to be one. They are looked for every six hours: sophia sync status says when the CRM was read last.'
              : 'No such pair.',
        });
        return exitCodes.all;
      });
    });
}

function addProposeCommand({ duplicates, environment }: Place): void {
  addWorkspaceOption(
    duplicates
      .command('propose')
      .description('Proposes to make one record of a pair. Its approvers are asked; HubSpot cannot take it back.')
      .argument('<id>', "the pair's id, or its beginning or end")
      .option(
        '--keep <record>',
        "the CRM's id of the record whose values stay; the one that people work with where it is not said",
      ),
  )
    .addHelpText(
      'after',
      examplesOf('sophia duplicates propose dup_01…', 'sophia duplicates propose 8f2c41 --keep 512'),
    )
    .action(async (reference: string, flags: WorkspaceFlags & { keep?: string }, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const { terminal } = environment;
        const asked = { reference, keep: flags.keep ?? null };
        const { changeSetId, created } = await operator.call('duplicates.propose', asked);
        writeOutput(terminal, describeChangeSet(await operator.call('changes.get', { reference: changeSetId })));
        const said = created ? 'Proposed.' : 'It was proposed before, and waits still.';
        writeMessage(terminal, `${said} Approve it with: sophia changes approve ${changeSetId}`);
        return exitCodes.all;
      });
    });
}

function addDismissCommand({ duplicates, environment }: Place): void {
  addWorkspaceOption(
    duplicates
      .command('dismiss')
      .description('Says that two records are two. The pair is not proposed again by itself.')
      .argument('<id>', "the pair's id, or its beginning or end")
      .option('--reason <text>', 'why, for those who ask later'),
  )
    .addHelpText('after', examplesOf('sophia duplicates dismiss dup_01… --reason "Father and son."'))
    .action(async (reference: string, flags: WorkspaceFlags & { reason?: string }, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const asked = { reference, reason: flags.reason ?? null };
        const { rejectedChanges } = await operator.call('duplicates.dismiss', asked);
        const also = rejectedChanges === 0 ? '' : ` ${counted(rejectedChanges, 'waiting change')} rejected with it.`;
        writeMessage(environment.terminal, `Remembered: they are two.${also}`);
        return exitCodes.all;
      });
    });
}

const pairColumn: TableColumn<Pair> = {
  title: 'Records',
  worth: 99,
  value: ({ kept, other }) => `${sideOf(kept)} / ${sideOf(other)}`,
};
const columns: readonly TableColumn<Pair>[] = [
  { title: 'Type', worth: 6, value: ({ objectType }) => objectType },
  {
    title: 'Because',
    worth: 8,
    least: 12,
    value: ({ evidence }) => evidence.map(({ rule }) => rule.replaceAll('-', ' ')).join('; '),
  },
  { title: 'Sure', worth: 7, value: ({ confidence }) => `${Math.round(confidence * 100)} %` },
  { title: 'State', worth: 5, value: ({ state }) => words(state) },
  { title: 'Id', worth: 20, value: ({ duplicateId }) => duplicateId },
];

function sideOf({ name, detail, externalId }: Pair['kept']): string {
  return `${plain(name ?? detail ?? 'no name')} (${[detail, externalId].filter((part) => part !== null && part !== name).join(', ')})`;
}
