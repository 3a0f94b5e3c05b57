import type { Command } from 'commander';
import { wordsOfAnotherCall } from '#contracts';
import { SophiaError } from '#platform/errors';
import type { OperationOutput } from '#surfaces/local';
import { askSophia } from '../ask-sophia.ts';
import type { CommandEnvironment } from '../command-environment.ts';
import { describeAction } from '../describe-change.ts';
import { exitCodes } from '../exit-codes.ts';
import { addListOptions, examplesOf, type ListFlags, parseDay } from '../list-options.ts';
import { parseCount } from '../parse-count.ts';
import { writeMessage, writeOutput } from '../terminal.ts';
import { counted, plain, words } from '../wording.ts';
import { writeJson } from '../write-list.ts';

type Proposed = OperationOutput<'changes.propose'>;
type CallLine = Proposed['calls'][number];

interface ProposeFlags extends ListFlags {
  readonly deal?: string;
  readonly since?: string;
  readonly dryRun?: true;
  readonly limit: number;
}

/** `sophia changes propose`: plans again from calls that are past. */
export function addProposeCommand({
  changes,
  environment,
}: {
  changes: Command;
  environment: CommandEnvironment;
}): void {
  const propose = changes
    .command('propose')
    .description(
      'Plans again from calls that are past, back-filled ones among them, and proposes what was never asked about. A value that somebody has set since a call stays. What waits is not announced in the chat before the reminder: see sophia changes list --waiting.',
    )
    .option('--deal <name>', 'from calls of this deal: its name, a part of it, or its id')
    .option('--since <YYYY-MM-DD>', 'from calls of this day and later', parseDay)
    .option('--dry-run', 'only say what would be proposed, and store nothing')
    .option('--limit <count>', 'from so many calls at most, the newest first', parseCount({ largest: 500 }), 100);
  addListOptions(propose)
    .addHelpText(
      'after',
      examplesOf('sophia changes propose --deal "Anchor Row" --dry-run', 'sophia changes propose --since 2026-09-01'),
    )
    .action(async (flags: ProposeFlags, self: Command) => {
      const { deal = null, since = null, dryRun = false, limit } = flags;
      if (deal === null && since === null) {
        throw new SophiaError('input.invalid', 'Expected --deal, --since or both, found neither.');
      }
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const answer = await operator.call('changes.propose', { deal, since, dryRun, limit });
        if (flags.format === 'json') writeJson(environment.terminal, answer);
        else write({ environment, answer, dryRun });
        return exitCodes.all;
      });
    });
}

function write({
  environment,
  answer,
  dryRun,
}: {
  environment: CommandEnvironment;
  answer: Proposed;
  dryRun: boolean;
}): void {
  const { terminal } = environment;
  const { looked, total, calls } = answer;
  if (calls.length > 0) writeOutput(terminal, calls.flatMap(describe).join('\n'));
  const open = calls.flatMap(({ changes }) => changes).filter(({ state }) => state !== 'refused').length;
  const verb = dryRun ? 'would be proposed' : 'proposed';
  writeMessage(terminal, `${counted(looked, 'call')} looked at, ${counted(open, 'change')} ${verb}.`);
  if (total > looked) writeMessage(terminal, `There are ${total - looked} earlier calls: use --limit.`);
}

function describe({ title, callId, changeSetId, changes }: CallLine): string[] {
  return [
    `${plain(title ?? 'A call without a title')}  ${changeSetId ?? callId}`,
    ...changes.map(({ target, targetName, action, oldValue, oldValueKept, state, reason }) => {
      const where = target === null ? 'The CRM' : `${target.objectType} ${plain(targetName ?? target.externalId)}`;
      const was = action.type === 'set_property' ? ` (was ${oldValueKept ? wordsOfAnotherCall : plain(oldValue)})` : '';
      return `  ${words(state)}: ${where}: ${describeAction(action)}${was}. ${plain(reason)}`;
    }),
  ];
}
