import { type Command, Option } from 'commander';
import { type Change, type ChangeSet, ChangeState } from '#contracts';
import { type TableColumn } from '#platform/wording';
import { askSophia } from '../ask-sophia.ts';
import type { CommandEnvironment } from '../command-environment.ts';
import { describeChangeSet } from '../describe-change.ts';
import { exitCodes } from '../exit-codes.ts';
import { addLimitOptions, addListOptions, examplesOf, type LimitFlags, type ListFlags } from '../list-options.ts';
import { writeMessage, writeOutput } from '../terminal.ts';
import { minuteOf, words } from '../wording.ts';
import { writeJson, writeList } from '../write-list.ts';
import { addDecideCommands } from './add-decide-commands.ts';
import { addExplainCommand } from './add-explain-command.ts';
import { addLogCommand } from './add-log-command.ts';
import { addProposeCommand } from './add-propose-command.ts';
import { addUndoCommand } from './add-undo-command.ts';

interface ChangesFlags extends LimitFlags {
  readonly waiting?: true;
  readonly state?: ChangeState;
}

/** `sophia changes`: what is proposed for the CRM, what was written, and by whose word. */
export function addChangesCommand(program: Command, environment: CommandEnvironment): void {
  const changes = program
    .command('changes')
    .summary('what is proposed for the CRM, what was written, and by whose word')
    .description('Changes of the CRM in sets, one for each call: the old and the new value, the proof, who decided.')
    .addHelpText(
      'after',
      examplesOf('sophia changes list --waiting', 'sophia changes show 8f2c41aa', 'sophia changes approve 8f2c41aa'),
    );
  const list = changes
    .command('list')
    .description('Lists change sets, the newest first.')
    .option('--waiting', 'only sets with a change that waits for a decision')
    .addOption(
      new Option('--state <state>', 'only sets with a change in this state')
        .choices(ChangeState.options)
        .conflicts('waiting'),
    );
  addLimitOptions(list, { largest: 500 })
    .addHelpText('after', examplesOf('sophia changes list --waiting', 'sophia changes list --state conflict'))
    .action(async (flags: ChangesFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const { terminal } = environment;
        const state = flags.waiting === true ? 'waiting' : (flags.state ?? null);
        const answer = await operator.call('changes.list', { state, limit: flags.limit, beforeId: null });
        const empty =
          state === null
            ? 'No changes yet: they are proposed once a call of a connected source is matched to a deal.'
            : `No change is ${words(state)}.`;
        writeList({ terminal, format: flags.format, answer, rows: answer.changeSets, main, others, empty });
        if (answer.more && flags.format === 'table') writeMessage(terminal, 'There are more: use --limit.');
        return exitCodes.all;
      });
    });
  addListOptions(
    changes
      .command('show')
      .description('Shows a change set, or one change of it, with proof and decisions.')
      .argument('<id>', 'the id of a set or a change, or its beginning or end'),
  )
    .addHelpText('after', examplesOf('sophia changes show 8f2c41aa', 'sophia changes show set_01… --format json'))
    .action(async (reference: string, flags: ListFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const answer = await operator.call('changes.get', { reference });
        if (flags.format === 'json') writeJson(environment.terminal, answer);
        else writeOutput(environment.terminal, describeChangeSet(answer));
        return exitCodes.all;
      });
    });
  addProposeCommand({ changes, environment });
  addDecideCommands({ changes, environment });
  addUndoCommand({ changes, environment });
  addExplainCommand({ changes, environment });
  addLogCommand({ changes, environment });
}

const main: TableColumn<ChangeSet> = { title: 'Change set', worth: 99, value: ({ title }) => title };
const others: readonly TableColumn<ChangeSet>[] = [
  { title: 'States', worth: 8, least: 16, value: ({ changes }) => statesOf(changes) },
  { title: 'Proposed', worth: 6, value: ({ proposedAt }) => minuteOf(proposedAt) },
  { title: 'Id', worth: 20, value: ({ changeSetId }) => changeSetId },
];

function statesOf(changes: readonly Change[]): string {
  const byState = Map.groupBy(changes, ({ state }) => state);
  return [...byState].map(([state, those]) => `${those.length} ${words(state)}`).join(', ') || 'empty';
}
