import { type Command, Option } from 'commander';
import { Side, TopicName } from '#contracts';
import type { OperationInput } from '#surfaces/local';
import { parseDay } from './list-options.ts';

type CallFilter = Omit<OperationInput<'calls.list'>, 'limit' | 'beforeCallId'>;

export type CallFilterFlags = { readonly [Name in keyof CallFilter]?: NonNullable<CallFilter[Name]> };

/** Adds what narrows a list of calls. */
export function addCallFilterOptions(command: Command): Command {
  return command
    .option('--account <name>', 'only calls about this company, its deals and contacts')
    .option('--deal <name>', 'only calls about this deal')
    .option('--owner <person>', 'only calls about a deal of theirs: a name or an address')
    .option('--stage <name>', 'only calls about a deal that is in this stage now')
    .option('--person <name>', 'only calls with somebody of this name or address')
    .addOption(new Option('--side <side>', 'only calls in which this side speaks').choices(Side.options))
    .addOption(new Option('--topic <topic>', 'only calls in which this is talked about').choices(TopicName.options))
    .option('--since <day>', 'only calls from this day on', parseDay)
    .option('--until <day>', 'only calls up to this day', parseDay);
}

export function callFilterOf(flags: CallFilterFlags): CallFilter {
  const { account, deal, owner, stage, person, side, topic, since, until } = flags;
  return {
    account: account ?? null,
    deal: deal ?? null,
    owner: owner ?? null,
    stage: stage ?? null,
    person: person ?? null,
    side: side ?? null,
    topic: topic ?? null,
    since: since ?? null,
    until: until ?? null,
  };
}
