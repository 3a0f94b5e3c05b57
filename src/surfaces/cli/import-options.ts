import { type Command, InvalidArgumentError, Option } from 'commander';
import { z } from 'zod';
import { type ImportOptions, TranscriptFormat, type Workspace } from '#contracts';

/** The options that `analyze` and `calls import` share, as commander hands them over. */
export interface ImportFlags {
  readonly inputFormat?: TranscriptFormat;
  readonly date?: string;
  readonly timeZone?: string;
  readonly internal: readonly string[];
  readonly engine?: 'rules' | 'model';
  readonly workspace: string;
}

/** Adds the options that say how transcripts are to be read. */
export function addImportOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--input-format <format>', 'read the files in this format instead of the detected one').choices(
        TranscriptFormat.options,
      ),
    )
    .option('--date <YYYY-MM-DD>', 'the day of the calls, where the files do not say it', parseDate)
    .option('--time-zone <zone>', 'the zone the calls took place in, such as America/Chicago', parseTimeZone)
    .option(
      '--internal <names>',
      'the people of your own company: names or e-mail domains, separated by commas; * for everybody (may be repeated)',
      collectNames,
      [],
    )
    .addOption(
      new Option(
        '--engine <engine>',
        'what analyzes: rules (the default, nothing leaves this machine) or the configured model',
      ).choices(['rules', 'model']),
    )
    .option('--workspace <name>', 'the workspace to work in', 'main');
}

/** What the flags and the workspace's settings together say about reading transcripts. */
export function importOptionsFrom({ flags, workspace }: { flags: ImportFlags; workspace: Workspace }): ImportOptions {
  const names = flags.internal.filter((name) => !isDomain(name));
  const domains = flags.internal.filter(isDomain);
  return {
    format: flags.inputFormat ?? null,
    date: flags.date ?? null,
    timeZone: flags.timeZone ?? workspace.timeZone,
    timeZoneGiven: flags.timeZone !== undefined,
    internalNames: [...names, ...workspace.settings.internalNames],
    internalDomains: [...domains, ...workspace.settings.internalDomains],
    othersExternal: flags.internal.length > 0,
    engine: flags.engine ?? null,
  };
}

function isDomain(name: string): boolean {
  return /^@?[\w-]+(?:\.[\w-]+)+$/.test(name) && !/^\p{Lu}\./u.test(name);
}

function collectNames(value: string, before: readonly string[]): string[] {
  const names = value
    .split(',')
    .map((name) => name.trim().replace(/^@/, ''))
    .filter((name) => name !== '');
  return [...before, ...names];
}

function parseDate(value: string): string {
  if (z.iso.date().safeParse(value).success) return value;
  throw new InvalidArgumentError(`Expected a day such as 2026-09-14, found "${value}".`);
}

function parseTimeZone(value: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone;
  } catch {
    throw new InvalidArgumentError(`Expected the name of a zone such as America/Chicago, found "${value}".`);
  }
}
