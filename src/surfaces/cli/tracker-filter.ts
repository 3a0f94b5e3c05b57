import { type Command, Option } from 'commander';
import { CallOrigin, type TrackerFilter, type TrackerFilterInput } from '#contracts';
import { parseDay } from './list-options.ts';
import { parseCount } from './parse-count.ts';
import { plain } from './wording.ts';

export type FilterFlags = { readonly [Name in keyof TrackerFilterInput]?: NonNullable<TrackerFilterInput[Name]> };

/** Adds what says which calls a tracker is for. */
export function addFilterOptions(command: Command): Command {
  return command
    .option('--since <day>', 'only calls from this day on', parseDay)
    .option('--until <day>', 'only calls up to this day', parseDay)
    .option('--account <name>', 'only calls about this company, its deals and contacts')
    .option('--deal <name>', 'only calls about this deal')
    .option('--stage <name>', 'only calls whose deal was in this stage when they began')
    .option('--owner <person>', 'only calls that they held, or about a deal of theirs: a name or an address')
    .option('--team <name>', 'the same for the members of a team')
    .addOption(new Option('--source <source>', 'only calls from there').choices(CallOrigin.options))
    .option('--min-minutes <count>', 'only calls of at least this length', parseCount({ largest: 1440 }));
}

export function filterFrom(flags: FilterFlags): TrackerFilterInput {
  const { since, until, account, deal, stage, owner, team, source, minMinutes } = flags;
  return {
    since: since ?? null,
    until: until ?? null,
    account: account ?? null,
    deal: deal ?? null,
    stage: stage ?? null,
    owner: owner ?? null,
    team: team ?? null,
    source: source ?? null,
    minMinutes: minMinutes ?? null,
  };
}

/** A filter in words; `all calls` where it narrows nothing. */
export function describeFilter(filter: TrackerFilter): string {
  const { since, until, account, deal, stage, owner, team, source, minMinutes } = filter;
  const parts = [
    since === null ? null : `since ${since}`,
    until === null ? null : `until ${until}`,
    account === null ? null : `account ${recordName(account)}`,
    deal === null ? null : `deal ${recordName(deal)}`,
    stage === null ? null : `stage ${plain(stage.label)}`,
    owner === null ? null : `owner ${plain(owner.label)}`,
    team === null ? null : `team ${team.label === null ? 'that you do not see' : plain(team.label)}`,
    source === null ? null : `source ${source}`,
    minMinutes === null ? null : `${minMinutes} min or more`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? 'all calls' : parts.join(', ');
}

function recordName({ recordId, name }: NonNullable<TrackerFilter['deal']>): string {
  if (recordId === null) return 'that you do not see';
  return name === null ? recordId : plain(name);
}
