import { line, type RenderedMessage, renderView } from '#modules/notifications';
import { SophiaError } from '#platform/errors';
import type { DecisionsWaiting } from '../slack-services.ts';
import { answer, moreThanShown } from './answer.ts';
import type { Command, CommandCall } from './command.ts';
import { outcomeOf, shortId } from './outcome-of.ts';

/** Slack takes five messages for a command; the first is the list. */
const mostCards = 4;
const mostListed = 15;
const forms = '`‹id› approve`, `‹id› reject`, `‹id› crm`, `‹id› call`, `‹id› email`';

export const decideCommand: Command = {
  name: '/sophia decide',
  usage: '/sophia decide [id approve | reject | crm | call | email]',
  example: '/sophia decide 8f2c41aa approve',
  help: 'What waits for your word: changes to the CRM, and where calls, e-mails and the CRM differ, with their buttons. Behind an id: approve or reject a change or a set; say which is right, crm, call or email.',
  run: async (call) => {
    const text = call.text.trim();
    if (text === '') return list(call);
    const [, reference = '', word = ''] = /^(\S+)\s+(\S+)$/u.exec(text) ?? [];
    const decide = deciders[word.toLowerCase()];
    if (decide !== undefined) return decide(call, reference);
    throw new SophiaError('input.invalid', `Expected ${forms} behind /sophia decide, found “${text}”.`);
  },
};

type Decide = (call: CommandCall, reference: string) => Promise<RenderedMessage[]>;

const deciders: Readonly<Record<string, Decide>> = {
  approve: (call, reference) => decideChange(call, { reference, decision: 'approve' }),
  reject: (call, reference) => decideChange(call, { reference, decision: 'reject' }),
  crm: (call, reference) => resolve(call, { reference, state: 'crm_right' }),
  call: (call, reference) => resolve(call, { reference, state: 'call_right' }),
  email: (call, reference) => resolve(call, { reference, state: 'email_right' }),
};

async function decideChange(
  { surface, ctx }: CommandCall,
  input: { reference: string; decision: 'approve' | 'reject' },
): Promise<RenderedMessage[]> {
  const { decided } = await surface.services.decideByReference({ ctx, input });
  const lines = decided.map((one) => {
    const because = one.problem === null ? '' : ` ${line(one.problem.message, 300)}`;
    return `• \`${shortId(one.changeId)}\` ${outcomeOf(one, input.decision)}${because}`;
  });
  const agreed = decided.filter(({ outcome }) => outcome !== 'refused').length;
  const heading = input.decision === 'approve' ? 'Approved' : 'Rejected';
  return answer({ heading: `${heading}: ${agreed} of ${decided.length}`, lines });
}

const noted = {
  crm_right: 'Noted: the CRM is right.',
  call_right: 'Noted: the call is right.',
  email_right: 'Noted: the e-mail is right.',
} as const;

async function resolve(
  { surface, ctx }: CommandCall,
  { reference, state }: { reference: string; state: keyof typeof noted },
): Promise<RenderedMessage[]> {
  await surface.services.resolveContradiction({ ctx, input: { contradictionId: reference, state } });
  return answer({
    heading: noted[state],
    lines: ['Nothing is written to the CRM by this; a change that was proposed is decided on its own.'],
  });
}

/** The list, and under it as many whole cards as Slack takes. */
async function list({ surface, ctx, person }: CommandCall): Promise<RenderedMessage[]> {
  const input = { member: person, limit: mostListed };
  const waiting = await surface.services.listDecisions({ ctx, input });
  const { lines, total, approvals, contradictions } = waiting;
  if (total === 0) return answer({ heading: 'Nothing waits for your decision.', lines: [] });
  const cards = [...approvals, ...contradictions].map((view) => renderView(view));
  const shown: RenderedMessage[] = [];
  for (const card of cards) if (shown.length + card.length <= mostCards) shown.push(...card);
  const note = moreThanShown({ shown: lines.length, total, how: 'decide on these first.' });
  const [head = { text: '', blocks: [] }, ...rest] = answer({
    heading: `Waiting for your decision (${total})`,
    lines: lines.map(lineOf),
    note,
  });
  return [head, ...rest, ...shown];
}

function lineOf({ id, what, options }: DecisionsWaiting['lines'][number]): string {
  return `• \`${shortId(id)}\` ${line(what, 300)} (${options.join(' or ')})`;
}
