import { SophiaError } from '#platform/errors';
import { briefCommand } from './brief.ts';
import { callsCommand } from './calls.ts';
import { channelCommand } from './channel.ts';
import type { Command } from './command.ts';
import { dealsCommand } from './deals.ts';
import { decideCommand } from './decide.ts';
import { forecastCommand } from './forecast.ts';
import { renderHelp } from './help.ts';
import { approveCommand, callCommand, dealCommand, ledgerCommand, linkCommand, undoCommand } from './subcommands.ts';

const helpCommand: Command = {
  name: '/sophia help',
  usage: '/sophia help',
  example: '/sophia help',
  help: 'This list.',
  run: () => Promise.resolve(renderHelp(commands)),
};

/** Every command there is; help and errors come from this table. */
export const commands: readonly Command[] = [
  helpCommand,
  dealCommand,
  callCommand,
  briefCommand,
  forecastCommand,
  decideCommand,
  approveCommand,
  undoCommand,
  ledgerCommand,
  channelCommand,
  linkCommand,
  dealsCommand,
  callsCommand,
];

/** The command that was typed, and what stands behind it. `help` behind any of them tells of that one alone. */
export function findCommand({ typed, text }: { typed: string; text: string }): { command: Command; text: string } {
  const own = commands.find(({ name }) => name === typed);
  if (own !== undefined) return withHelp({ command: own, text });
  const [word = '', ...rest] = text.trim().split(/\s+/);
  if (word === '') return { command: helpCommand, text: '' };
  const found = commands.find(({ name }) => name === `${typed} ${word.toLowerCase()}`);
  if (found !== undefined) return withHelp({ command: found, text: rest.join(' ') });
  const known = commands
    .filter(({ name }) => name.startsWith(`${typed} `))
    .map(({ name }) => name.slice(typed.length + 1));
  throw new SophiaError('input.invalid', `Expected one of ${known.join(', ')} behind ${typed}, found “${word}”.`);
}

function withHelp({ command, text }: { command: Command; text: string }): { command: Command; text: string } {
  if (text.trim().toLowerCase() !== 'help') return { command, text };
  return { command: { ...command, run: () => Promise.resolve(renderHelp([command])) }, text: '' };
}
