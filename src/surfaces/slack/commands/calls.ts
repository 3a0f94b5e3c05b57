import { dayInWords } from '#modules/crm';
import { line, link } from '#modules/notifications';
import { SophiaError } from '#platform/errors';
import { type Period, periodForms, readPeriod } from '../read-period.ts';
import { answer, moreThanShown } from './answer.ts';
import type { Command, CommandCall } from './command.ts';

const most = 20;

/** For an account whose days nobody says. */
const usualOfAccount = 'last 365 days';

export const callsCommand: Command = {
  name: '/sophia-calls',
  usage: '/sophia-calls [account] [period]',
  example: '/sophia-calls last week',
  help: 'Lists the calls of a period, of an account, or of both; those of the last seven days without an argument.',
  run: async (call) => {
    const { account, period } = questionOf(call);
    const input = { from: period.from, to: period.to, account, limit: most };
    const { calls, total, accountName } = await listCalls({ call, input });
    const name = accountName === null ? period.name : `${accountName}, ${period.name}`;
    const heading = `Calls: ${line(name)} (${total})`;
    if (calls.length === 0) return answer({ heading, lines: ['None.'] });
    const lines = calls.map(({ title, date, account: company, address }) => {
      const facts = [date === null ? null : dayInWords(date), company].flatMap((fact) =>
        fact === null ? [] : [line(fact, 80)],
      );
      return `• ${link({ address, words: title })}${facts.length === 0 ? '' : `: ${facts.join(' · ')}`}`;
    });
    const note = moreThanShown({ shown: calls.length, total, how: 'name a shorter period.' });
    return answer({ heading, lines, note });
  },
};

/** The words at the end that are a period are it; those before them are an account. */
function questionOf({ surface, ctx, text }: CommandCall): { account: string | null; period: Period } {
  const words = text
    .trim()
    .split(/\s+/u)
    .filter((word) => word !== '');
  const place = { now: ctx.clock.now(), timeZone: surface.timeZone };
  for (let from = 0; from < words.length; from += 1) {
    const period = readPeriod({ text: words.slice(from).join(' '), ...place });
    if (period !== null) return { account: from === 0 ? null : words.slice(0, from).join(' '), period };
  }
  const account = words.length === 0 ? null : words.join(' ');
  const period = readPeriod({ text: account === null ? 'last 7 days' : usualOfAccount, ...place });
  if (period === null) throw new RangeError('The usual period is none.');
  return { account, period };
}

async function listCalls({
  call: { surface, ctx },
  input,
}: {
  call: CommandCall;
  input: Parameters<CommandCall['surface']['services']['listCalls']>[0]['input'];
}) {
  try {
    return await surface.services.listCalls({ ctx, input });
  } catch (error) {
    if (!(error instanceof SophiaError) || error.code !== 'record.not-found') throw error;
    throw new SophiaError(
      'input.invalid',
      `Expected an account, a period, or both, found “${input.account ?? ''}”: ${error.message} Periods: ${periodForms}.`,
    );
  }
}
