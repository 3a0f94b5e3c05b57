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
  type WorkspaceFlags,
} from '../list-options.ts';
import { writeMessage } from '../terminal.ts';
import { words } from '../wording.ts';
import { writeList } from '../write-list.ts';

type ContradictionLine = OperationOutput<'contradictions.list'>['contradictions'][number];

interface ContradictionFlags extends LimitFlags {
  readonly state: ContradictionLine['state'] | 'all';
}

const sides = { crm: 'CRM', call: 'call', email: 'e-mail' } as const;
type Side = keyof typeof sides;

/** `sophia contradictions`: where a call or an e-mail says another thing than the CRM, and who is right. */
export function addContradictionsCommand(program: Command, environment: CommandEnvironment): void {
  const contradictions = program
    .command('contradictions')
    .summary('where a call or an e-mail says another thing than the CRM')
    .description(
      'Values of the CRM that a call or an e-mail speaks against, or of which the one says another thing than the other: close date, amount, competitor, next step, stage, a contact who has left, a buying role. One is settled by approving the change that asks for the field, by the CRM when it agrees, or by a person who says who is right.',
    )
    .addHelpText('after', examplesOf('sophia contradictions list', 'sophia contradictions resolve con_01… call'));
  const list = contradictions
    .command('list')
    .description(
      'Lists contradictions with the sentence that says it, the newest first; those that are open unless asked.',
    )
    .addOption(
      new Option('--state <state>', 'only those in this state')
        .choices(['open', 'crm_right', 'call_right', 'email_right', 'cleared', 'all'])
        .default('open'),
    );
  addLimitOptions(list, { largest: 200 })
    .addHelpText(
      'after',
      examplesOf('sophia contradictions list', 'sophia contradictions list --state all --format json'),
    )
    .action(async (flags: ContradictionFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const state = flags.state === 'all' ? null : flags.state;
        const answer = await operator.call('contradictions.list', { state, limit: flags.limit });
        writeList({
          terminal: environment.terminal,
          format: flags.format,
          answer,
          rows: answer.contradictions,
          main: recordColumn,
          others: columns,
          empty: 'No contradictions: what was said and what the CRM holds agree, as far as calls were matched.',
        });
        return exitCodes.all;
      });
    });
  addWorkspaceOption(
    contradictions
      .command('resolve')
      .description(
        'Says which side is right, and it is remembered. Nothing is written by it: that is for the change that was proposed, which settles it by itself once it is approved.',
      )
      .argument('<id>', "the contradiction's id, or as much of it as only one has")
      .addArgument(new Argument('<side>', 'which side is right').choices(['crm', 'call', 'email'])),
  )
    .addHelpText('after', examplesOf('sophia contradictions resolve con_01… crm'))
    .action(async (contradictionId: string, side: Side, flags: WorkspaceFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        await operator.call('contradictions.resolve', { contradictionId, state: `${side}_right` });
        writeMessage(environment.terminal, `Remembered: the ${sides[side]} is right.`);
        return exitCodes.all;
      });
    });
}

const recordColumn: TableColumn<ContradictionLine> = {
  title: 'Record',
  worth: 99,
  value: ({ recordName, recordId }) => recordName ?? recordId,
};
const columns: readonly TableColumn<ContradictionLine>[] = [
  { title: 'Field', worth: 9, least: 10, value: ({ inWords }) => inWords.field },
  { title: 'CRM', worth: 8, least: 10, value: ({ inWords }) => inWords.crm ?? '(empty)' },
  { title: 'Said', worth: 8, least: 10, value: ({ inWords }) => inWords.said },
  { title: 'In', worth: 6, value: ({ callId }) => (callId === null ? 'e-mail' : 'call') },
  { title: 'Against', worth: 5, least: 10, value: ({ inWords }) => inWords.other ?? '' },
  { title: 'Words', worth: 4, least: 16, value: ({ quote }) => quote ?? '' },
  { title: 'State', worth: 5, value: ({ state }) => words(state) },
  { title: 'Id', worth: 20, value: ({ contradictionId }) => contradictionId },
];
