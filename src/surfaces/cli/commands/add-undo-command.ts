import type { Command } from 'commander';
import { SophiaError } from '#platform/errors';
import type { OperationInput } from '#surfaces/local';
import { askSophia } from '../ask-sophia.ts';
import type { CommandEnvironment } from '../command-environment.ts';
import { type ExitCode, exitCodeFor, exitCodes } from '../exit-codes.ts';
import { addWorkspaceOption, examplesOf, parseDay, type WorkspaceFlags } from '../list-options.ts';
import { writeMessage, writeOutput } from '../terminal.ts';
import { counted, plain, words } from '../wording.ts';

interface UndoFlags extends WorkspaceFlags {
  readonly set?: string;
  readonly day?: string;
  readonly rule?: string;
}

/** `sophia changes undo`: takes back what Sophia wrote, where nobody has touched it since. */
export function addUndoCommand({ changes, environment }: { changes: Command; environment: CommandEnvironment }): void {
  const undo = changes
    .command('undo')
    .description('Takes back what Sophia wrote; what somebody has touched since stays and is named with who and when.')
    .argument('[id]', 'the id of a change, or its beginning or end')
    .option('--set <id>', 'everything of a set')
    .option('--day <YYYY-MM-DD>', 'everything that was written on a day, in UTC', parseDay)
    .option('--rule <name>', 'everything that one rule has written');
  addWorkspaceOption(undo)
    .addHelpText(
      'after',
      examplesOf(
        'sophia changes undo 8f2c41aa',
        'sophia changes undo --day 2026-10-06',
        'sophia changes undo --rule next-steps-from-commitments',
      ),
    )
    .action(async (reference: string | undefined, flags: UndoFlags, self: Command) => {
      const input = whatToUndo({ reference, flags });
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator): Promise<ExitCode> => {
        const { undone, refused, underWay, changes: outcomes } = await operator.call('changes.undo', input);
        if (outcomes.length === 0) {
          writeMessage(environment.terminal, 'Nothing that was written fits; nothing was undone.');
          return exitCodes.all;
        }
        const lines = outcomes.map(
          ({ changeId, state, reason }) => `${changeId}: ${words(state)}${reason === null ? '' : `. ${plain(reason)}`}`,
        );
        writeOutput(
          environment.terminal,
          [...lines, `${counted(undone, 'change')} undone, ${refused} not.`, ...underWayLine(underWay)].join('\n'),
        );
        return exitCodeFor({ succeeded: undone, failed: outcomes.length - undone });
      });
    });
}

/** What is done without anybody asking again. */
function underWayLine(underWay: number): string[] {
  return underWay === 0 ? [] : [`${underWay} under way: the CRM's answer was lost; it is found out and gone on with.`];
}

function whatToUndo({
  reference,
  flags,
}: {
  reference: string | undefined;
  flags: UndoFlags;
}): OperationInput<'changes.undo'> {
  const { set, day, rule } = flags;
  const asked: OperationInput<'changes.undo'>[] = [
    ...(reference === undefined ? [] : [{ reference }]),
    ...(set === undefined ? [] : [{ reference: set }]),
    ...(day === undefined ? [] : [{ day }]),
    ...(rule === undefined ? [] : [{ rule }]),
  ];
  const [only] = asked;
  if (only !== undefined && asked.length === 1) return only;
  throw new SophiaError(
    'input.invalid',
    `Expected exactly one of an id, --set, --day and --rule, found ${asked.length}.`,
  );
}
