import { type Command, Option } from 'commander';
import { SophiaError } from '#platform/errors';
import type { OperationInput, OperationOutput } from '#surfaces/local';
import { askSophia } from '../ask-sophia.ts';
import type { CommandEnvironment } from '../command-environment.ts';
import { exitCodes } from '../exit-codes.ts';
import { addListOptions, examplesOf, type ListFlags } from '../list-options.ts';
import { writeOutput } from '../terminal.ts';
import { plain } from '../wording.ts';
import { writeJson } from '../write-list.ts';

type PolicyLine = OperationOutput<'channels.policy'>;
type Policy = PolicyLine['policy'];
type Change = NonNullable<OperationInput<'channels.policy'>['policy']>;

interface PolicyFlags extends ListFlags, Partial<Omit<Policy, 'teams'>> {
  readonly teams?: string;
  readonly reset?: true;
}

/** `sophia channels policy`: how Sophia behaves where it is a member. */
export function addChannelPolicyCommand({
  channels,
  environment,
}: {
  channels: Command;
  environment: CommandEnvironment;
}): void {
  const command = channels
    .command('policy')
    .description('Says how Sophia behaves in a channel, or in all; without an option it only shows it.')
    .argument('[channel]', 'a channel by its name or id; without one, all of which nothing else was said')
    .addOption(
      new Option('--listens <when>', 'to what names it, also to what follows in its threads, or to nothing').choices([
        'mention',
        'thread',
        'never',
      ]),
    )
    .option('--teams <names>', 'members of these teams alone are answered, separated by commas; all for everybody')
    .addOption(
      new Option('--others <how>', 'whether whoever is in none of the teams is told so').choices(['told', 'silent']),
    )
    .addOption(
      new Option(
        '--answers <where>',
        'usual: alone once there are accounts; alone; open: by what all there may see',
      ).choices(['usual', 'alone', 'open']),
    )
    .addOption(
      new Option('--bots <when>', 'whether other apps that name Sophia are answered').choices(['never', 'mention']),
    )
    .option('--reset', 'forgets what was said of the channel, or of all');
  addListOptions(command)
    .addHelpText(
      'after',
      examplesOf(
        'sophia channels policy',
        'sophia channels policy --listens mention',
        'sophia channels policy "#deals" --teams Sales,West --others silent --answers alone',
        'sophia channels policy "#deals" --reset',
      ),
    )
    .action(async (channel: string | undefined, flags: PolicyFlags, self: Command) => {
      const change = changeFrom(flags);
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        if (change !== undefined) await operator.call('channels.policy', { channel: channel ?? null, policy: change });
        const answer = await operator.call('channels.policies', {});
        if (flags.format === 'json') writeJson(environment.terminal, answer);
        else writeOutput(environment.terminal, answer.policies.map(describe).join('\n\n'));
        return exitCodes.all;
      });
    });
}

/** What the flags ask for: null to forget, nothing to show. */
function changeFrom({ listens, teams, others, answers, bots, reset }: PolicyFlags): Change | null | undefined {
  const change: Change = {
    ...(listens === undefined ? {} : { listens }),
    ...(teams === undefined ? {} : { teams: teams === 'all' ? null : teams.split(',').map((team) => team.trim()) }),
    ...(others === undefined ? {} : { others }),
    ...(answers === undefined ? {} : { answers }),
    ...(bots === undefined ? {} : { bots }),
  };
  const isChange = Object.keys(change).length > 0;
  if (reset !== true) return isChange ? change : undefined;
  if (isChange) throw new SophiaError('input.invalid', 'Expected --reset alone, or what is to hold, and not both.');
  return null;
}

function describe({ name, policy }: PolicyLine): string {
  const { listens, teams, others, answers, bots } = policy;
  return [
    name === null ? 'All channels of which nothing else was said' : `#${plain(name)}`,
    `  listens: ${listens}`,
    `  teams: ${teams === null ? 'all' : `${teams.map(plain).join(', ')} (others: ${others})`}`,
    `  answers: ${answers}`,
    `  bots: ${bots}`,
  ].join('\n');
}
