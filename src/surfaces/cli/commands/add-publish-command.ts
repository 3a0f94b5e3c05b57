import path from 'node:path';
import type { Command } from 'commander';
import type { WorkspaceSettings } from '#contracts';
import { SophiaError } from '#platform/errors';
import type { OperationOutput, Operator } from '#surfaces/local';
import { askSophia } from '../ask-sophia.ts';
import type { CommandEnvironment } from '../command-environment.ts';
import { exitCodes } from '../exit-codes.ts';
import { addListOptions, examplesOf, type ListFlags } from '../list-options.ts';
import { readSettingsDraft } from '../read-settings-draft.ts';
import { writeMessage, writeOutput } from '../terminal.ts';
import { plain } from '../wording.ts';
import { writeJson } from '../write-list.ts';

type Published = OperationOutput<'warnings.limits'> | OperationOutput<'methods.get'>;

/** A part of the settings that is shown and published by commands of its own. */
export interface PublishedPart<Answer extends Published> {
  /** `limits`, in sentences. */
  readonly words: string;
  readonly show: { readonly name: string; readonly fields: string };
  readonly read: (operator: Operator) => Promise<Answer>;
  readonly pick: (draft: WorkspaceSettings) => Answer['settings'];
  readonly publish: (
    operator: Operator,
    input: { settings: Answer['settings']; replaces: string[] | null },
  ) => Promise<Answer>;
}

interface PublishFlags extends ListFlags {
  readonly replaces?: string;
  readonly former?: true;
}

/** As much of a version as is shown. */
const shortestVersion = 12;

/** Shows what is in force of a part of the settings, and puts a draft or what was in force before in its place. */
export function addPublishCommands<Answer extends Published>(
  parent: Command,
  { environment, part }: { environment: CommandEnvironment; part: PublishedPart<Answer> },
): void {
  const { terminal } = environment;
  const { words, show, read } = part;
  const noun = parent.name();
  const shown = parent
    .command(show.name)
    .description(`Shows what the workspace says of ${words} as JSON, then all that hold and who put which in force.`);
  addListOptions(shown)
    .addHelpText('after', examplesOf(`sophia ${noun} ${show.name} > my-workspace.json`))
    .action(async (flags: ListFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const answer = await read(operator);
        if (flags.format === 'json') writeJson(terminal, answer);
        else writeOutput(terminal, JSON.stringify(answer.settings, null, 2));
        if (flags.format !== 'json') writeMessage(terminal, `${describeInForce(answer)}\n${describeHistory(answer)}`);
        return exitCodes.all;
      });
    });
  const published = parent
    .command('publish')
    .description(
      `Puts other ${words} in force, at once and in every process, where those that they were made from still are.`,
    )
    .argument('[file]', `a draft of workspace.json, of which ${show.fields} count`)
    .option('--replaces <version>', 'the version that they replace, as `try` has told it')
    .option('--former', 'puts those back that were in force before, in place of a file');
  addListOptions(published)
    .addHelpText(
      'after',
      examplesOf(
        `sophia ${noun} publish my-workspace.json --replaces 3fa9c1d2e4f5`,
        `sophia ${noun} publish --former --replaces 3fa9c1d2e4f5`,
      ),
    )
    .action(async (file: string | undefined, flags: PublishFlags, self: Command) => {
      if ((file === undefined) === (flags.former === undefined)) throw oneOfBoth();
      const place = file === undefined ? null : path.resolve(terminal.workingDirectory, file);
      const draft = place === null ? null : part.pick(await readSettingsDraft(place));
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const now = await read(operator);
        const settings = draft ?? formerOf(now, words);
        const answer = await part.publish(operator, { settings, replaces: replacedBy(flags, now) });
        if (flags.format === 'json') writeJson(terminal, answer);
        else writeMessage(terminal, `The ${words} are in force, version ${short(answer.version)}.`);
        return exitCodes.all;
      });
    });
}

/** What a version begins with stands for the one in force, where it is that one. */
function replacedBy({ replaces }: PublishFlags, { version }: Published): string[] | null {
  if (replaces === undefined) return null;
  return [replaces.length >= shortestVersion && version.startsWith(replaces) ? version : replaces];
}

/** What was in force before, also where nobody had said anything. */
function formerOf<Answer extends Published>({ history }: Answer, words: string): Answer['settings'] {
  const [newest, former] = history;
  if (newest !== undefined) return former?.settings ?? {};
  throw new SophiaError('input.invalid', `Expected ${words} that were in force before, found none.`);
}

const sources = { sophia: 'Sophia brings it', file: 'workspace.json', published: 'published' } as const;

/** Also what the draft leaves out, since that holds as well. */
function describeInForce({ inForce }: Published): string {
  const lines = inForce.map(({ name, value, from }) => `  ${plain(name)}: ${plain(value)} (${sources[from]})`);
  return ['The draft above is what the workspace says by itself. What holds:', ...lines].join('\n');
}

function describeHistory({ version, history }: Published): string {
  const lines = history.map((one) => {
    const at = one.at.slice(0, 16).replace('T', ' ');
    return `  ${short(one.version)}  ${at} UTC, by ${plain(one.by)}`;
  });
  const before = lines.length === 0 ? ['  What Sophia brings; nobody has published any.'] : lines;
  return [`Version ${short(version)} is in force. The newest first:`, ...before].join('\n');
}

function short(version: string): string {
  return version.slice(0, shortestVersion);
}

function oneOfBoth(): SophiaError {
  return new SophiaError('input.invalid', 'Expected either a file or --former, found both or neither.');
}
