import type { Command } from 'commander';
import type { OperationOutput } from '#surfaces/local';
import { askSophia } from '../ask-sophia.ts';
import type { CommandEnvironment } from '../command-environment.ts';
import { exitCodes } from '../exit-codes.ts';
import { addListOptions, examplesOf, type ListFlags } from '../list-options.ts';
import { writeMessage } from '../terminal.ts';
import { counted } from '../wording.ts';
import { writeJson } from '../write-list.ts';
import { addUnmaskCommand } from './add-unmask-command.ts';

type Rotated = OperationOutput<'secrets.rotate'>;

/** `sophia secrets`: the key that encrypts what must lie in the database and may not be read there. */
export function addSecretsCommand(program: Command, environment: CommandEnvironment): void {
  const secrets = program
    .command('secrets')
    .summary('the key that encrypts secrets in the database')
    .description(
      "What signs access tokens and webhooks lies encrypted in the database, with a key that does not: SOPHIA_SECRET_KEY, otherwise `secret.key` in SOPHIA_HOME. So does what the log masks of people's data.",
    )
    .addHelpText('after', examplesOf('sophia secrets rotate'));
  addUnmaskCommand({ secrets, environment });
  addListOptions(
    secrets
      .command('rotate')
      .description(
        'Makes a new key, encrypts every secret with it, and forgets the one before. That one stays until all is done, so a rotation that is cut off goes on with the next start.',
      ),
  )
    .addHelpText('after', examplesOf('sophia secrets rotate', 'sophia secrets rotate --format json'))
    .action(async (flags: ListFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const rotated = await operator.call('secrets.rotate', {});
        const { terminal } = environment;
        if (flags.format === 'json') writeJson(terminal, rotated);
        else for (const line of describe(rotated)) writeMessage(terminal, line);
        return exitCodes.all;
      });
    });
}

function describe({ place, sealed, unreadable, droppedKeys, keys }: Rotated): string[] {
  const made = place === 'file' ? 'A new key is in use' : 'The first key of SOPHIA_SECRET_KEY is in use';
  const lines = [`${made}: ${counted(sealed, 'secret')} encrypted anew.`];
  if (droppedKeys > 0) {
    lines.push(
      `${counted(droppedKeys, 'older key')} forgotten. A backup of the database from before cannot be read without it.`,
    );
  }
  if (place === 'setting' && keys > 1) {
    lines.push('Nothing needs the keys behind the first any more: take them out of SOPHIA_SECRET_KEY.');
  }
  if (place === 'file' && keys > 1) {
    lines.push('The key before stays until nothing needs it: another process encrypted something meanwhile.');
  }
  if (unreadable > 0) {
    lines.push(
      `${counted(unreadable, 'secret')} cannot be read: the key is gone. Of webhooks, make new ones: sophia webhooks rotate ID`,
    );
  }
  return lines;
}
