import { dayInWords } from '#modules/crm';
import { line, link } from '#modules/notifications';
import { SophiaError } from '#platform/errors';
import { periodForms, readPeriod } from '../read-period.ts';
import { answer, moreThanShown } from './answer.ts';
import type { Command } from './command.ts';

const most = 20;

export const callsCommand: Command = {
  name: '/sophia-calls',
  usage: '/sophia-calls [period]',
  example: '/sophia-calls last week',
  help: 'Lists the calls of a period; those of the last seven days without an argument.',
  run: async ({ surface, ctx, text }) => {
    const words = text.trim() === '' ? 'last 7 days' : text;
    const period = readPeriod({ text: words, now: ctx.clock.now(), timeZone: surface.timeZone });
    if (period === null)
      throw new SophiaError('input.invalid', `Expected a period, found “${words.trim()}”. Periods: ${periodForms}.`);
    const input = { from: period.from, to: period.to, limit: most };
    const { calls, total } = await surface.services.listCalls({ ctx, input });
    const heading = `Calls: ${line(period.name)} (${total})`;
    if (calls.length === 0) return answer({ heading, lines: ['None.'] });
    const lines = calls.map(({ title, date, account, address }) => {
      const facts = [date === null ? null : dayInWords(date), account].flatMap((fact) =>
        fact === null ? [] : [line(fact, 80)],
      );
      return `• ${link({ address, words: title })}${facts.length === 0 ? '' : `: ${facts.join(' · ')}`}`;
    });
    return answer({
      heading,
      lines,
      note: moreThanShown({ shown: calls.length, total, how: 'name a shorter period.' }),
    });
  },
};
