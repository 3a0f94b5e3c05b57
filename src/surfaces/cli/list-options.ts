import { type Command, InvalidArgumentError, Option } from 'commander';
import { z } from 'zod';
import { parseCount } from './parse-count.ts';

export interface WorkspaceFlags {
  readonly workspace: string;
}

export interface ListFlags extends WorkspaceFlags {
  readonly format: 'table' | 'json';
}

export interface LimitFlags extends ListFlags {
  readonly limit: number;
}

/** Adds `--workspace` to a command. */
export function addWorkspaceOption(command: Command): Command {
  return command.option('--workspace <name>', 'the workspace to work in', 'main');
}

/** Adds `--workspace` and `--format` to a command that shows something. */
export function addListOptions(command: Command): Command {
  return addWorkspaceOption(command).addOption(
    new Option('--format <format>', 'what the answer looks like').choices(['table', 'json']).default('table'),
  );
}

/** Adds `--limit` as well. */
export function addLimitOptions(command: Command, { largest }: { largest: number }): Command {
  return addListOptions(command).option('--limit <count>', 'how many to list', parseCount({ largest }), 50);
}

/** Reads an option that is a day. */
export function parseDay(value: string): string {
  if (z.iso.date().safeParse(value).success) return value;
  throw new InvalidArgumentError(`Expected a day such as 2026-09-14, found "${value}".`);
}

/** What stands below a command's help. */
export function examplesOf(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}`;
}
