import { z } from 'zod';
import { type SQL, sql } from '#platform/sql';
import { promisesSource } from '../query/sources.ts';
import { answerList } from './answer-list.ts';
import { asksReps } from './asks-reps.ts';
import { allOf, counts, emptyDraft, runQuery } from './draft.ts';
import { aboutSubject, ofDeals, onDeals, oneOf, periodName, periodOr, spanOf, subjectName, within } from './filters.ts';
import { PromiseRow } from './promise-row.ts';
import type { Asked, Draft, QuestionKind } from './question-kind.ts';
import { sideSaid } from './side-said.ts';

const ours = sql`promise.side = 'internal'`;
const theirs = sql`promise.side = 'external'`;
const open = sql`promise.state = 'open'`;

/** Whom the question is about: our own person by name, theirs by name, a company or a deal. */
function filters(asked: Asked): SQL[] {
  const { focus } = asked;
  const person = focus.owner?.name ?? focus.contact?.name ?? null;
  return [
    ...aboutSubject(asked, { company: sql`promise.company_id`, deal: sql`promise.deal_id` }),
    ...(person === null ? [] : [sql`lower(promise.owner) = ${person.toLowerCase()}`]),
    ...ofDeals(asked, sql`promise.deal_id`),
  ];
}

function whose(asked: Asked): string {
  const person = asked.focus.owner?.name ?? asked.focus.contact?.name ?? null;
  const subject = subjectName(asked);
  return `${person === null ? '' : ` of ${person}`}${subject === null ? '' : ` with ${subject}`}${onDeals(asked)}`;
}

function listPromises({
  asked,
  definition,
  where,
  text,
  nothing,
}: {
  asked: Asked;
  definition: string;
  where: readonly SQL[];
  text: (count: number) => string;
  nothing: string;
}): Promise<Draft> {
  return answerList({
    asked,
    definition,
    from: promisesSource(asked.scope),
    // By representative: those of the buyers are nobody's of ours.
    where: [...where, ...(asked.slots.group?.by === 'owner' ? [ours] : []), ...filters(asked)],
    order: sql`due_date nulls last, call_date desc, id`,
    columns: sql`id, call_id, title, call_date::text as date, company, text, owner, state, due_date::text as due, quote, turn, speaker`,
    row: PromiseRow,
    line: ({ id, call_id: callId, title, date, company, text: words, owner, state, due, quote, turn, speaker }) => ({
      about: [id],
      text: `${owner}${company === null ? '' : ` (${company})`}: ${words.replace(/[.;,]+$/u, '')}${due === null ? ', no day given' : `, due ${due}`}${state === 'open' ? '' : `, ${state}`}`,
      proofs: [{ type: 'turn', callId, title, date, turn, quote, speaker }],
    }),
    unit: 'promises',
    groups: { owner: sql`promise.owner`, account: sql`promise.company` },
    ranks: { time: { column: sql`call_date`, most: 'newest', least: 'oldest' } },
    text: ({ count }) => text(count),
    nothing,
    actions: [
      { label: 'List promises', command: 'sophia commitments list' },
      { label: 'Settle one', command: 'sophia commitments settle <id> kept' },
    ],
    deeds: ({ id, text: words, state }) =>
      state === 'open'
        ? [
            {
              label: `Kept: ${words}`,
              command: `sophia commitments settle ${id} kept`,
              deed: { type: 'commitment.kept', id },
            },
            {
              label: `Dropped: ${words}`,
              command: `sophia commitments settle ${id} dropped`,
              deed: { type: 'commitment.dropped', id },
            },
          ]
        : [],
  });
}

const Settled = z.object({ kept: z.number(), broken: z.number(), open: z.number(), percent: z.number().nullable() });

async function keptRate(asked: Asked): Promise<Draft> {
  const { period } = asked.slots;
  const { rows, ran } = await runQuery({
    asked,
    definition: `Promises${whose(asked)}${periodName(asked)} by what became of them`,
    query: sql`select (count(*) filter (where state = 'kept'))::int as kept, (count(*) filter (where state = 'broken'))::int as broken, (count(*) filter (where state = 'open'))::int as open,
        round(100.0 * count(*) filter (where state = 'kept') / nullif(count(*) filter (where state in ('kept', 'broken')), 0), 1)::float8 as percent
      from ${promisesSource(asked.scope)}
      where ${allOf([...filters(asked), ...(period === null ? [] : [within(sql`promise.call_date`, period)])])}`,
    row: Settled,
  });
  const { kept = 0, broken = 0, open: waiting = 0, percent = null } = rows[0] ?? {};
  const figures = [
    { name: 'kept', value: kept, unit: 'promises', query: 0, column: 'kept' },
    { name: 'broken', value: broken, unit: 'promises', query: 0, column: 'broken' },
    { name: 'open', value: waiting, unit: 'promises', query: 0, column: 'open' },
  ];
  const draft = { ...emptyDraft, figures, queries: [ran] };
  const settled = kept + broken;
  if (settled < 5)
    return {
      ...draft,
      outcome: 'insufficient',
      text: `What became of them is known of ${counts(settled, 'promise')}${whose(asked)} only (${kept} kept, ${broken} broken, ${waiting} open): insufficient signal for a rate.`,
    };
  return {
    ...draft,
    figures: [
      ...figures,
      { name: 'kept of all whose end is known', value: percent ?? 0, unit: '%', query: 0, column: 'percent' },
    ],
    text: `${percent ?? 0} % of the promises${whose(asked)} whose end is known were kept: ${kept} kept, ${broken} broken; ${waiting} are open.`,
  };
}

function byRepWhereAsked(asked: Asked): Asked {
  const { slots, text } = asked;
  if (slots.group !== null || slots.owners.length > 0 || !asksReps.test(text)) return asked;
  return { ...asked, slots: { ...slots, group: { by: 'owner', order: 'most', of: 'count' } } };
}

export function overduePromises(named: Asked): Promise<Draft> {
  const asked = byRepWhereAsked(named);
  return listPromises({
    asked,
    definition: `Open promises${sideWords(asked)}${whose(asked)} due before ${asked.today}`,
    where: [open, sql`promise.due_date < ${asked.today}::date`, ...ofSide(asked)],
    text: (count) => `${counts(count, 'open promise')}${sideWords(asked)}${whose(asked)} ${areIs(count)} overdue.`,
    nothing: `No open promise${sideWords(asked)}${whose(asked)} is overdue.`,
  });
}

function ofSide(asked: Asked): SQL[] {
  const side = sideSaid(asked);
  return side === null ? [] : [side === 'ours' ? ours : theirs];
}

function sideWords(asked: Asked): string {
  const side = sideSaid(asked);
  return side === null ? '' : side === 'ours' ? ' of ours' : ' of the buyer';
}

function period(asked: Asked): SQL[] {
  return asked.slots.period === null ? [] : [within(sql`promise.call_date`, asked.slots.period)];
}
function areIs(count: number): string {
  return count === 1 ? 'is' : 'are';
}

/** Each line names whose it is, to whom and until when. */
const lineTells = /^(?:(?:(?:by|until|since) )?when|who|whose|(?:to|with|for|from) (?:whom?|which)|how many)\b/i;

export const commitmentKinds: readonly QuestionKind[] = [
  {
    id: 'commitments.ours',
    what: 'What we have promised and not done yet',
    alsoTells: lineTells,
    examples: [
      'promises {period}',
      'what was promised {period}',
      'promised {period}',
      'what did we promise {period}',
      'list our promises',
      'what did we promise {account}',
      'what do we owe {account}',
      'our open commitments',
      'what have we committed to {account}',
      'open promises to {account}',
      'what did {rep} promise',
      'what does {rep} owe {account}',
      'action items for {rep}',
      'what do i owe',
      'what did i promise {account}',
      'open action items with {account}',
      'what do we still have to do for {account}',
      'our outstanding promises',
      'follow ups for {rep}',
      'what did i promise',
      'what did i promise and by when',
      'what have i promised {period}',
      'what are my promises',
      'what promises did i make',
      'list my promises with due dates',
      'what did i commit to and until when',
      'what have i committed to',
      'my open promises',
      'what did {rep} promise and by when',
      'what did we promise and who owns it',
      'which promises of ours are open',
      'what promises have we made',
      'what do i owe my customers',
    ],
    answer: (asked) =>
      listPromises({
        asked,
        definition: `Open promises of our side${whose(asked)}${periodName(asked)}`,
        where: [ours, open, ...period(asked)],
        text: (count) => `${counts(count, 'promise')} of ours${whose(asked)}${periodName(asked)} ${areIs(count)} open.`,
        nothing: `No promise of ours${whose(asked)}${periodName(asked)} is open.`,
      }),
  },
  {
    id: 'commitments.theirs',
    what: 'What buyers have promised and not done yet',
    alsoTells: lineTells,
    examples: [
      'what did {account} promise us',
      'what does {account} owe us',
      'what has {account} committed to',
      'open commitments of {account}',
      'what did {person} promise',
      'what are we waiting for from {account}',
      'what do buyers owe us',
      'which customers owe us something',
      'open promises by the buyer',
      'what is the customer supposed to send us',
      'what is {person} going to do',
      'what did {account} say they would send us',
      'what did {account} say they would do',
      'what is {account} supposed to get back to us with',
      'what did they say they would get back to us with',
    ],
    answer: (asked) =>
      listPromises({
        asked,
        definition: `Open promises of the buyer${whose(asked)}${periodName(asked)}`,
        where: [theirs, open, ...period(asked)],
        text: (count) =>
          `${counts(count, 'promise')} of the buyer${whose(asked)}${periodName(asked)} ${areIs(count)} open.`,
        nothing: `No promise of the buyer${whose(asked)}${periodName(asked)} is open.`,
      }),
  },
  {
    id: 'commitments.overdue',
    what: 'Promises that are overdue',
    alsoTells: lineTells,
    examples: [
      'which commitments are overdue',
      'overdue promises',
      'what are we late with',
      'overdue action items of {rep}',
      'which promises are past due',
      'what should have been done by now',
      'late commitments to {account}',
      'overdue follow ups',
      'which reps are behind on follow ups',
      'which reps are behind on followups',
      'who is behind on followups',
      'who is behind with their follow ups',
      'overdue followups {period}',
      'how many commitments are overdue',
      'what did we promise and not deliver',
      'which promises of ours are overdue',
      'which of our promises are overdue and who owns them',
      'which promises of ours are late',
      'our overdue promises',
      'which of my promises are overdue',
      'what am i late with',
      'who is late with a promise',
      'who is behind on promises',
      'what did we say we would do and have not done',
      'which commitments are late and whose are they',
      'is anything we promised {account} late',
      'is anything that we promised {account} overdue',
      'have we promised {account} anything that is late',
    ],
    answer: overduePromises,
  },
  {
    id: 'commitments.due',
    what: 'Promises that are due in a period',
    alsoTells: lineTells,
    examples: [
      'what is due {period}',
      'commitments due {period}',
      'which promises are due {period}',
      'what do we have to deliver {period}',
      'what does {rep} have to do {period}',
      'what do i have to do {period}',
      'action items due {period}',
      'what is due next',
      'promises with a deadline {period}',
      'which follow ups are due {period}',
      'follow ups due {period}',
      'which follow-ups are due {period}',
    ],
    answer: (asked) => {
      const days = asked.slots.period ?? {
        from: asked.today,
        to: periodOr(asked, 'this quarter').to,
        name: 'from today to the end of the quarter',
      };
      return listPromises({
        asked,
        definition: `Open promises${sideWords(asked)}${whose(asked)} due from ${days.from} to ${days.to}`,
        where: [open, within(sql`promise.due_date`, days), ...ofSide(asked)],
        text: (count) =>
          `${counts(count, 'open promise')}${sideWords(asked)}${whose(asked)} ${areIs(count)} due in that time (${spanOf(days)}).`,
        nothing: `No open promise${sideWords(asked)}${whose(asked)} is due in that time (${spanOf(days)}).`,
      });
    },
  },
  settledKind({
    id: 'commitments.broken',
    states: ['broken'],
    what: 'Promises that were broken',
    examples: [
      'which promises were broken',
      'broken commitments {period}',
      'what did we fail to deliver',
      'promises we did not keep to {account}',
      'broken promises of {rep}',
      'which commitments did {account} break',
      'commitments not kept',
      'how many promises were broken',
      'what promises have we broken',
      'which of our promises did we break',
      'what promises did we miss',
      'where did we not deliver what we said',
      'what did {account} not get that we said we would do',
      'what did we say we would do for {account} and did not do',
      'where did {rep} not keep a promise',
    ],
  }),
  settledKind({
    id: 'commitments.kept',
    states: ['kept'],
    what: 'Promises that were kept',
    examples: [
      'which promises were kept',
      'kept commitments {period}',
      'what have we delivered to {account}',
      'promises {rep} kept',
      'fulfilled commitments',
      'which commitments are done',
      'completed action items',
      'how many promises were kept',
      'what has {rep} delivered of what was promised',
      'what did {rep} actually deliver',
      'what have we done of what we promised {account}',
    ],
  }),
  {
    id: 'commitments.rate',
    what: 'How many promises are kept',
    examples: [
      'how reliable are we',
      'what share of promises do we keep',
      'how many promises does {rep} keep',
      'rate of kept commitments',
      'do we keep our promises',
      'follow through of {rep}',
      'percentage of commitments kept',
      'how reliable is {rep}',
      'how reliable is {rep} with promises',
      'how often does {rep} keep a promise',
    ],
    answer: keptRate,
  },
];

function settledKind({
  id,
  states,
  what,
  examples,
}: {
  id: string;
  states: readonly string[];
  what: string;
  examples: string[];
}): QuestionKind {
  const word = states.join(' or ');
  return {
    id,
    what,
    examples,
    alsoTells: lineTells,
    answer: (asked) =>
      listPromises({
        asked,
        definition: `Promises${whose(asked)}${periodName(asked)} that were ${word}, by what a later call or the CRM shows`,
        where: [oneOf(sql`promise.state`, states), ...period(asked)],
        text: (count) =>
          `${counts(count, 'promise')}${whose(asked)}${periodName(asked)} ${count === 1 ? 'was' : 'were'} ${word}.`,
        nothing: `No promise${whose(asked)}${periodName(asked)} was ${word}, as far as later calls and the CRM show.`,
      }),
  };
}
