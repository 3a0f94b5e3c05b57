import { commandIn, keptOutWords, stationLabels } from '#contracts';
import { line, type RenderedMessage, renderView } from '#modules/notifications';
import { SophiaError } from '#platform/errors';
import { readPeriod } from '../read-period.ts';
import { answer, moreThanShown } from './answer.ts';
import type { Command, CommandCall } from './command.ts';
import { outcomeOf, shortId } from './outcome-of.ts';

const mostWaiting = 15;
const mostSets = 5;
const undoById = '/sophia undo ‹id›';

export const dealCommand: Command = {
  name: '/sophia deal',
  usage: '/sophia deal <name>',
  example: '/sophia deal Larkspur Hill',
  help: 'Where a deal stands: facts of the CRM, last calls, open commitments, warnings.',
  run: async (call) => {
    const { surface, ctx } = call;
    const text = required({ call, what: 'the name of a deal or a part of it', example: dealCommand.example });
    return renderView(await surface.services.getDealBrief({ ctx, input: { text } }));
  },
};

export const callCommand: Command = {
  name: '/sophia call',
  usage: '/sophia call <title or id>',
  example: '/sophia call pricing with Larkspur',
  help: 'The summary of a call.',
  run: async (call) => {
    const { surface, ctx } = call;
    const text = required({ call, what: 'the title of a call or a part of it', example: callCommand.example });
    return renderView(await surface.services.getCallSummary({ ctx, input: { text } }));
  },
};

export const approveCommand: Command = {
  name: '/sophia approve',
  usage: '/sophia approve [change or change set]',
  example: '/sophia approve 8f2c41aa',
  help: 'Approves a change, or all of a set that waits, by its id or enough of it; lists what waits without an argument.',
  run: async ({ surface, ctx, text }) => {
    const { services } = surface;
    if (text.trim() === '') {
      const { changes, total } = await services.listWaiting({ ctx, input: { limit: mostWaiting } });
      if (changes.length === 0) return answer({ heading: 'Nothing waits for a decision.', lines: [] });
      const lines = changes.map(
        ({ changeId, target, field, oldValue, newValue }) =>
          `• \`${shortId(changeId)}\` ${line(field, 60)} of ${line(target ?? 'the CRM', 80)}: ${line(oldValue ?? 'empty', 60)} → *${line(newValue, 100)}*`,
      );
      const note = moreThanShown({ shown: changes.length, total, how: 'decide on these first.' });
      return answer({ heading: `Waiting for a decision (${total})`, lines, note });
    }
    const { decided } = await services.decideByReference({
      ctx,
      input: { reference: text.trim(), decision: 'approve' },
    });
    const [only] = decided;
    if (decided.length === 1 && only !== undefined) {
      const because = only.problem === null ? [] : [line(only.problem.message, 500)];
      return answer({ heading: outcomeOf(only), lines: because });
    }
    const lines = decided.map((one) => {
      const because = one.problem === null ? '' : ` ${line(one.problem.message, 300)}`;
      return `• \`${shortId(one.changeId)}\` ${outcomeOf(one)}${because}`;
    });
    const agreed = decided.filter(({ outcome }) => outcome !== 'refused').length;
    return answer({ heading: `Approved: ${agreed} of ${decided.length}`, lines });
  },
};

export const undoCommand: Command = {
  name: '/sophia undo',
  usage: '/sophia undo [change or change set]',
  example: '/sophia undo 8f2c41aa',
  help: 'Writes back what stood there before, unless a person has touched it since; as much of the id is enough as only one has. Lists what you could take back without an argument.',
  run: async (call) => {
    const { surface, ctx } = call;
    const reference = call.text.trim();
    if (reference === '') return listWritten(call);
    const { undone, refused, underWay, reasons } = await surface.services.undoChanges({ ctx, input: { reference } });
    const lines = reasons.slice(0, 10).map((reason) => `• ${line(reason)}`);
    const note = moreThanShown({
      shown: lines.length,
      total: reasons.length,
      how: 'the report of the call names them all.',
    });
    const more = underWay === 0 ? '' : `, under way: ${underWay}`;
    return answer({ heading: `Undone: ${undone}, refused: ${refused}${more}`, lines, note });
  },
};

export const ledgerCommand: Command = {
  name: '/sophia ledger',
  usage: '/sophia ledger [day]',
  example: '/sophia ledger yesterday',
  help: 'Whether every call of a day arrived everywhere, and what keeps those that did not; today (of UTC) without an argument.',
  run: async ({ surface, ctx, text }) => {
    const words = text.trim() === '' ? 'today' : text;
    // The ledger asks its sources for days of UTC: a call of the evening stands on the next one in America.
    const period = readPeriod({ text: words, now: ctx.clock.now(), timeZone: 'UTC' });
    if (period === null || period.from !== period.to) {
      throw new SophiaError(
        'input.invalid',
        `Expected one day such as today, yesterday or 2026-09-14, found “${words.trim()}”.`,
      );
    }
    const { days, gaps } = await surface.services.getLedger({ ctx, input: { day: period.from } });
    const sums = days.map(
      (day) =>
        `${line(day.source, 40)}: ${day.expected} listed · ${day.received} received · ${day.analyzed} analyzed · ${day.written} written · ${day.announced} told ·${day.history > 0 ? ` ${day.history} of them history ·` : ''} kept out ${keptOutWords(day)}`,
    );
    const missing = gaps
      .slice(0, 10)
      .map(
        (gap) =>
          `• ${line(gap.title ?? gap.externalId, 100)}: not ${stationLabels[gap.missing].toLowerCase()}, ${line(gap.detail, 200)}`,
      );
    const note = moreThanShown({
      shown: missing.length,
      total: gaps.length,
      how: `see \`${commandIn(ctx, 'sophia ledger')}\`.`,
    });
    const state = gaps.length === 0 ? 'no gaps' : `${gaps.length} gaps`;
    return answer({
      heading: `Ledger of ${period.from} (UTC): ${state}`,
      lines: sums.length === 0 ? ['No call is known of that day.'] : [...sums, ...missing],
      note,
    });
  },
};

export const linkCommand: Command = {
  name: '/sophia link',
  usage: '/sophia link',
  example: '/sophia link',
  help: 'Who you are in HubSpot and Gong, as far as Sophia has matched you.',
  run: async ({ surface, ctx, person }) => {
    const input = { userId: person.userId, name: person.name };
    const { name, crm, calls } = await surface.services.getLinkedPerson({ ctx, input });
    const unmatched = `not matched: ask whoever runs Sophia to link you with \`${commandIn(ctx, 'sophia people link')}\``;
    return answer({
      heading: line(name, 80),
      lines: [
        `Slack: the member ${line(person.userId, 40)}, known as ${line(person.email, 100)}`,
        `HubSpot: ${crm === null ? unmatched : line(crm, 100)}`,
        `Gong: ${calls === null ? unmatched : line(calls, 100)}`,
      ],
    });
  },
};

/** The sets that were written last, each change under its set: what has an id can be taken back by it. */
async function listWritten({ surface, ctx, person }: CommandCall): Promise<RenderedMessage[]> {
  const input = { email: person.email, limit: mostSets };
  const { sets } = await surface.services.listWritten({ ctx, input });
  if (sets.length === 0) {
    const lines = [
      `${undoById} takes back any that you may decide on.`,
      'An approval that you give, or what is written to a record of yours, stands here once it is written.',
    ];
    const heading = 'Of what was written last, nothing is on your word or to a record of yours.';
    return answer({ heading, lines });
  }
  const lines = sets.flatMap(({ changeSetId, title, changes }) => [
    changeSetId === null ? `• ${line(title, 100)}` : `• \`${shortId(changeSetId)}\` ${line(title, 100)}`,
    ...changes.map(
      ({ changeId, target, field, oldValue, newValue }) =>
        `      \`${shortId(changeId)}\` ${line(field, 60)} of ${line(target ?? 'the CRM', 80)}: ${line(oldValue ?? 'empty', 60)} → *${line(newValue, 100)}*`,
    ),
  ]);
  const what = sets.some(({ changeSetId }) => changeSetId !== null) ? 'a whole set or one change of it' : 'one change';
  const note = `_Take back ${what}: ${undoById}_`;
  return answer({ heading: 'Written last, and yours to take back', lines, note });
}

function required({ call, what, example }: { call: CommandCall; what: string; example: string }): string {
  const text = call.text.trim();
  if (text !== '') return text;
  throw new SophiaError('input.invalid', `Expected ${what}, found nothing. For example: ${example}`);
}
