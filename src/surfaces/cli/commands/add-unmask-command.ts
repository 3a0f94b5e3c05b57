import { text as readAll } from 'node:stream/consumers';
import type { Command } from 'commander';
import { SophiaError } from '#platform/errors';
import { askSophia } from '../ask-sophia.ts';
import type { CommandEnvironment } from '../command-environment.ts';
import { exitCodes } from '../exit-codes.ts';
import { addWorkspaceOption, examplesOf, type WorkspaceFlags } from '../list-options.ts';
import { writeMessage, writeOutput } from '../terminal.ts';
import { counted } from '../wording.ts';

/** `sophia secrets unmask`: what the marks in a piece of the log stand for. */
export function addUnmaskCommand({
  secrets,
  environment,
}: {
  secrets: Command;
  environment: CommandEnvironment;
}): void {
  addWorkspaceOption(
    secrets
      .command('unmask')
      .description(
        'Shows what the marks in a piece of the log stand for, such as [card:v1.…]. Who saw it and why is recorded in the audit trail; what it was is not.',
      )
      .argument('<text>', 'the piece of the log; - reads it from standard input')
      .requiredOption('--reason <why>', 'why it must be seen'),
  )
    .addHelpText(
      'after',
      examplesOf(
        'sophia secrets unmask "[email:v1.…]" --reason "ticket 4711"',
        'grep req_0199 sophia.log | sophia secrets unmask - --reason "ticket 4711"',
      ),
    )
    .action(async (given: string, flags: WorkspaceFlags & { reason: string }, self: Command) => {
      const text = given === '-' ? await readAll(environment.terminal.input) : given;
      if (text.trim() === '') throw new SophiaError('input.invalid', 'Expected a piece of the log, found nothing.');
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const shown = await operator.call('secrets.unmask', { text, reason: flags.reason });
        writeOutput(environment.terminal, shown.text.trimEnd());
        if (shown.unreadable > 0) {
          const marks = counted(shown.unreadable, 'mark');
          writeMessage(environment.terminal, `${marks} cannot be opened: the key is gone, or the text was altered.`);
        }
        return exitCodes.all;
      });
    });
}
