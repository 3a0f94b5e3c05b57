import { dayInWords } from '#modules/crm';
import { line, link } from '#modules/notifications';
import { SophiaError } from '#platform/errors';
import { periodForms, readPeriod } from '../read-period.ts';
import type { DealFilters, DealLine, DealQuestion } from '../slack-services.ts';
import { answer, moreThanShown } from './answer.ts';
import type { Command, CommandCall } from './command.ts';

const most = 20;

type Owner = DealFilters['owners'][number];

export const dealsCommand: Command = {
  name: '/sophia-deals',
  usage: '/sophia-deals [stage | owner | me | period of the close date]',
  example: '/sophia-deals this quarter',
  help: 'Lists open deals of a stage or an owner, or those that close in a period; yours without an argument.',
  run: async (call) => {
    const { question, name } = await questionOf(call);
    const { deals, total } = await call.surface.services.listDeals({ ctx: call.ctx, input: question });
    if (deals.length === 0) return answer({ heading: `Deals: ${line(name)}`, lines: ['None.'] });
    const note = moreThanShown({ shown: deals.length, total, how: 'narrow it with a stage, an owner or a period.' });
    return answer({ heading: `Deals: ${line(name)} (${total})`, lines: deals.map(dealLine), note });
  },
};

async function questionOf(call: CommandCall): Promise<{ question: DealQuestion; name: string }> {
  const { surface, ctx } = call;
  const text = call.text.trim();
  const open: DealQuestion = { stageId: null, ownerId: null, closing: null, limit: most };
  const days = text.replace(/^(?:closing|that close|closes?)\s+/iu, '');
  const period = readPeriod({ text: days, now: ctx.clock.now(), timeZone: surface.timeZone, ahead: true });
  if (period !== null) {
    const { from, to, name } = period;
    return { question: { ...open, closing: { from, to } }, name: `closing ${name}` };
  }
  const filters = await surface.services.listDealFilters({ ctx, input: {} });
  if (text === '' || text.toLowerCase() === 'me') {
    const own = await ownOf(call, filters);
    return { question: { ...open, ownerId: own.id }, name: own.name };
  }
  const stage = only({ found: filters.stages.filter(({ label }) => begins(label, text)), text });
  if (stage !== null) return { question: { ...open, stageId: stage.id }, name: stage.label };
  const wanted = text.replace(/^@/, '');
  const owner = only({
    found: filters.owners.filter(({ name }) => has(name, wanted)).map(({ id, name }) => ({ id, label: name })),
    text,
  });
  if (owner !== null) return { question: { ...open, ownerId: owner.id }, name: owner.label };
  throw notFound({ text, filters });
}

/** Whoever asks, as an owner: by their address, otherwise as Sophia has matched them. */
async function ownOf({ surface, ctx, person }: CommandCall, { owners }: DealFilters): Promise<Owner> {
  const byAddress = owners.find(({ email }) => email?.toLowerCase() === person.email.toLowerCase());
  if (byAddress !== undefined) return byAddress;
  const input = { userId: person.userId, name: person.name };
  const { ownerId } = await surface.services.getLinkedPerson({ ctx, input });
  const matched = owners.find(({ id }) => id === ownerId);
  if (matched !== undefined) return matched;
  throw new SophiaError(
    'person.not-found',
    `Expected an owner in the CRM with the address ${person.email}, found none. Name a stage or an owner, such as /sophia-deals Negotiation.`,
  );
}

/** The one that is meant: the only one, or the one of exactly that name. */
function only({
  found,
  text,
}: {
  found: readonly { id: string; label: string }[];
  text: string;
}): { id: string; label: string } | null {
  const [first] = found;
  const exact = found.find(({ label }) => label.toLowerCase() === text.toLowerCase());
  if (exact !== undefined) return exact;
  if (found.length <= 1) return first ?? null;
  const names = found.slice(0, 10).map(({ label }) => label);
  throw new SophiaError(
    'input.invalid',
    `Expected one stage or owner, found ${found.length} that fit “${text}”: ${names.join(', ')}.`,
  );
}

function notFound({ text, filters }: { text: string; filters: DealFilters }): SophiaError {
  const stages = filters.stages
    .slice(0, 20)
    .map(({ label }) => label)
    .join(', ');
  const owners = filters.owners
    .slice(0, 20)
    .map(({ name }) => name)
    .join(', ');
  return new SophiaError(
    'input.invalid',
    `Expected a stage, an owner or a period, found “${text}”. Stages: ${stages}. Owners: ${owners}. Periods: ${periodForms}.`,
  );
}

function dealLine(deal: DealLine): string {
  const facts = [
    deal.stage,
    deal.amount,
    deal.closeDate === null ? null : `closes ${dayInWords(deal.closeDate) ?? deal.closeDate}`,
    deal.owner,
  ];
  const known = facts.flatMap((fact) => (fact === null ? [] : [line(fact, 80)]));
  return `• ${link({ address: deal.address, words: deal.name })}: ${known.join(' · ')}`;
}

function begins(label: string, text: string): boolean {
  return label.toLowerCase().startsWith(text.toLowerCase());
}

function has(name: string, text: string): boolean {
  return name.toLowerCase().includes(text.toLowerCase());
}
