import { type ChannelPolicyPart, line } from '#modules/notifications';
import { SophiaError } from '#platform/errors';
import type { PolicyLine } from '../slack-services.ts';
import type { CommandCall } from './command.ts';

export interface Told {
  readonly heading: string;
  /** Escaped. */
  readonly lines: readonly string[];
}

/** What may be said of a channel, and in which words. */
const values = {
  listens: ['mention', 'thread', 'never'],
  others: ['told', 'silent'],
  answers: ['usual', 'alone', 'open'],
  bots: ['never', 'mention'],
} as const;

const help = [
  '`/sophia channel policy`: how Sophia behaves in all channels, and in those of which something else was said.',
  '`/sophia channel policy #deals listens=mention answers=alone`: changes what is named. In place of the channel, `here` is this one and `all` every one of which nothing else was said.',
  '`listens=`: `mention` only where it is named, `thread` also what follows in its threads, `never` not at all.',
  '`teams=Sales, West`: members of these alone are answered, `teams=all` everybody; `others=`: `told` or `silent` for the rest.',
  '`answers=`: `usual` alone once there are accounts, `alone` always, `open` for all, by what all there may see.',
  '`bots=`: whether other apps that name Sophia are answered, `never` or `mention`.',
  '`/sophia channel policy #deals reset`: forgets what was said of it.',
];

/** Shows or changes how Sophia behaves in channels. */
export async function channelPolicy(call: CommandCall, rest: string): Promise<Told> {
  const { surface, ctx } = call;
  const text = rest.trim();
  if (text === 'help') return { heading: 'How Sophia behaves in a channel', lines: help };
  if (text === '') {
    const { policies } = await surface.services.listChannelPolicies({ ctx, input: {} });
    return { heading: 'How Sophia behaves in channels', lines: policies.map(policyLine) };
  }
  const [place = '', ...words] = text.split(/\s+/u);
  const policy = words.join(' ').toLowerCase() === 'reset' ? null : partFrom(words.join(' '));
  const channel = channelFrom({ place, here: call.channelId });
  const set = await surface.services.configureChannelPolicy({ ctx, input: { channel, policy } });
  return { heading: policy === null ? 'Forgotten. From now on:' : 'From now on:', lines: [policyLine(set)] };
}

/** Slack writes a channel out as `<#C1|deals>` where it is set to. */
function channelFrom({ place, here }: { place: string; here: string }): string | null {
  if (place.toLowerCase() === 'all') return null;
  if (place.toLowerCase() === 'here') return here;
  return /^<#([A-Z0-9]+)(?:\|[^>]*)?>$/u.exec(place)?.[1] ?? place;
}

function partFrom(text: string): ChannelPolicyPart {
  const parts = text.split(/\s+(?=[a-z]+=)/u).map((part) => /^([a-z]+)=(.+)$/u.exec(part.trim()));
  const given = parts.flatMap((part) => (part === null ? [] : [[part[1] ?? '', (part[2] ?? '').trim()] as const]));
  if (parts.includes(null)) throw notUnderstood(text);
  const said = given.map(([name, value]) => {
    if (name === 'teams')
      return ['teams', value === 'all' ? null : value.split(',').map((team) => team.trim())] as const;
    const known: readonly string[] = Object.entries(values).find(([each]) => each === name)?.[1] ?? [];
    if (!known.includes(value)) throw notUnderstood(`${name}=${value}`);
    return [name, value] as const;
  });
  return Object.fromEntries(said);
}

function notUnderstood(text: string): SophiaError {
  const forms = Object.entries(values).map(([name, all]) => `${name}=${all.join('|')}`);
  return new SophiaError(
    'input.invalid',
    `Expected a channel, here or all, and ${forms.join(', ')}, teams=‹names› or reset behind it, found “${text}”. For example: /sophia channel policy here listens=mention`,
  );
}

function policyLine({ channelId, policy }: PolicyLine): string {
  const { listens, teams, others, answers, bots } = policy;
  const whom = teams === null ? 'everybody' : `${line(teams.join(', '), 300)} (others: ${others})`;
  const where = channelId === null ? '*All channels of which nothing else was said*' : `<#${line(channelId, 30)}>`;
  return `• ${where}: listens: ${listens} · for ${whom} · answers: ${answers} · bots: ${bots}`;
}
