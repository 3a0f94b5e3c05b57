import path from 'node:path';
import type { Command } from 'commander';
import type { Operator } from '#surfaces/local';
import { askSophia } from '../ask-sophia.ts';
import type { CommandEnvironment } from '../command-environment.ts';
import { exitCodes } from '../exit-codes.ts';
import { addListOptions, examplesOf, type ListFlags } from '../list-options.ts';
import { type PolicyDraft, readPolicyDraft, renewPolicyDraft } from '../policy-draft.ts';
import { writeMessage } from '../terminal.ts';
import { writeJson } from '../write-list.ts';

interface SetFlags extends ListFlags {
  readonly replaces?: string;
}

interface SetRequest {
  readonly environment: CommandEnvironment;
  readonly operator: Operator;
  readonly file: string;
  readonly draft: PolicyDraft;
  readonly flags: SetFlags;
}

/** As much of a version as `sophia policy show` prints. */
const shortestVersion = 12;

/** `sophia policy set`: puts a file in force, where nobody has changed the policy since it was made. */
export function addSetPolicyCommand(policy: Command, environment: CommandEnvironment): void {
  const set = policy
    .command('set')
    .description(
      'Puts a policy in force, where the one that it was made from still is. Otherwise nothing is overwritten, and whoever has changed it is named.',
    )
    .argument('<file>', 'from `sophia policy show --out`, edited')
    .option('--replaces <version>', 'the version it was made from, where the file has no line that says so');
  addListOptions(set)
    .addHelpText(
      'after',
      examplesOf(
        'sophia policy show --out my-policy.yaml',
        'sophia policy try my-policy.yaml --days 90',
        'sophia policy set my-policy.yaml',
        'sophia policy set other.yaml --replaces 3fa9c1d2e4f5',
      ),
    )
    .action(async (file: string, flags: SetFlags, self: Command) => {
      const place = path.resolve(environment.terminal.workingDirectory, file);
      const draft = await readPolicyDraft(place);
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        await setPolicy({ environment, operator, file: place, draft, flags });
        return exitCodes.all;
      });
    });
}

async function setPolicy({ environment, operator, file, draft, flags }: SetRequest): Promise<void> {
  const { terminal } = environment;
  const { text } = draft;
  const replaces = flags.replaces === undefined ? draft.version : await wholeVersion(operator, flags.replaces);
  const answer = await operator.call('policy.set', { text, replaces: replaces === null ? null : [replaces] });
  const { name, version } = answer;
  if (draft.version !== null) renewPolicyDraft({ file, text, version });
  if (flags.format === 'json') writeJson(terminal, answer);
  else writeMessage(terminal, `${name} is in force, version ${version.slice(0, shortestVersion)}.`);
}

/** What a version begins with stands for the one that is written down, where it is that one. */
async function wholeVersion(operator: Operator, given: string): Promise<string> {
  const { version } = await operator.call('policy.get', {});
  return given.length >= shortestVersion && version.startsWith(given) ? version : given;
}
