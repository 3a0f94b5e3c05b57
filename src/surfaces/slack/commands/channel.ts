import { line } from '#modules/notifications';
import { SophiaError } from '#platform/errors';
import { answer } from './answer.ts';
import { channelPolicy, type Told } from './channel-policy.ts';
import type { Command, CommandCall } from './command.ts';

/** What may stand behind the command, and how it is written. */
const forms =
  '`policy [‹#channel›, here or all] [‹what›=‹value›]`, `open ‹company or deal› [as ‹name›]`, `rename ‹company or deal› to ‹name›`, `close ‹company or deal›`, `archive ‹company or deal›`';

export const channelCommand: Command = {
  name: '/sophia channel',
  usage: '/sophia channel [policy | open | rename | close | archive] [channel, company or deal] [as or to name]',
  example: '/sophia channel open Larkspur Hill as acct-larkspur',
  help: 'Opens, renames or archives the channel of an account or a deal; lists them without an argument. `policy` says how Sophia behaves in a channel: `/sophia channel policy help`.',
  run: async (call) => {
    const [verb = '', ...rest] = call.text.trim().split(/\s+/);
    const perform = verb === '' ? list : performers[verb.toLowerCase()];
    if (perform !== undefined) return answer(await perform(call, rest.join(' ')));
    throw new SophiaError('input.invalid', `Expected ${forms}, found “${verb}”.`);
  },
};

const performers: Readonly<Record<string, (call: CommandCall, rest: string) => Promise<Told>>> = {
  list,
  open: async ({ surface, ctx }, rest) => {
    const { account, name } = split({ rest, word: 'as' });
    const opened = await surface.services.openAccountChannel({ ctx, input: { account, name, isPrivate: false } });
    const how = opened.created ? 'Created' : 'Joined';
    return {
      heading: `${how} ${mention(opened)}`,
      lines: [`It is now the channel of ${line(opened.account, 100)}: summaries, approvals and warnings go there.`],
    };
  },
  rename: async ({ surface, ctx }, rest) => {
    const { account, name } = split({ rest, word: 'to' });
    if (name === null) {
      throw new SophiaError(
        'input.invalid',
        `Expected a new name, such as /sophia channel rename Larkspur Hill to acct-larkspur, found none in “${rest}”.`,
      );
    }
    const renamed = await surface.services.renameAccountChannel({ ctx, input: { account, name } });
    return { heading: `#${line(renamed.before, 80)} is now ${mention(renamed)}`, lines: [] };
  },
  close: (call, rest) => close({ call, rest, archive: false }),
  policy: channelPolicy,
  archive: (call, rest) => close({ call, rest, archive: true }),
};

async function list({ surface, ctx }: CommandCall): Promise<Told> {
  const { channels } = await surface.services.listAccountChannels({ ctx, input: {} });
  if (channels.length === 0) {
    const lines = ['An account’s messages go where a channel bears its name, otherwise to the default channel.'];
    return { heading: 'No channel was opened for an account yet', lines };
  }
  return {
    heading: `Channels of accounts (${channels.length})`,
    lines: channels.map(
      (channel) => `• ${mention(channel)}: ${line(channel.account, 100)}${channel.isArchived ? ' · archived' : ''}`,
    ),
  };
}

async function close({ call, rest, archive }: { call: CommandCall; rest: string; archive: boolean }): Promise<Told> {
  const { account } = split({ rest, word: null });
  const input = { account, archive };
  const closed = await call.surface.services.closeAccountChannel({ ctx: call.ctx, input });
  const what = closed.archived ? 'Archived' : 'Let go of';
  return {
    heading: `${what} #${line(closed.name, 80)}`,
    lines: [`It is no longer the channel of ${line(closed.account, 100)}.`],
  };
}

/** The account, and the name behind the last `as` or `to`. */
function split({ rest, word }: { rest: string; word: 'as' | 'to' | null }): { account: string; name: string | null } {
  const parts = word === null ? null : new RegExp(`^(.+)\\s${word}\\s+(.+)$`, 'i').exec(rest);
  const account = parts?.[1] ?? rest;
  if (account.trim() === '') {
    throw new SophiaError('input.invalid', `Expected the name of a company or deal, found nothing. Forms: ${forms}.`);
  }
  return { account: account.trim(), name: parts?.[2]?.toLowerCase() ?? null };
}

/** Slack shows it by its name of today, as a link. */
function mention({ channelId }: { channelId: string }): string {
  return `<#${line(channelId, 30)}>`;
}
