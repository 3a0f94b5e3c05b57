import { sql } from '#platform/sql';
import type { Lack } from '../entities/conditions.ts';
import { openEnd, type Period } from '../entities/period.ts';
import { closedDealKinds } from './closed-deals.ts';
import { dealFactKinds } from './deal-facts.ts';
import { counts } from './draft.ts';
import { closingIn, dealFilters, isEmpty, narrowedTo, periodName, periodOr, spanOf, within } from './filters.ts';
import { isOpen, listDeals, worthOf } from './list-deals.ts';
import { openDeals } from './open-deals.ts';
import { overdueDeals } from './overdue-deals.ts';
import type { Asked, QuestionKind } from './question-kind.ts';
import { unmovedKinds } from './unmoved-kinds.ts';

/** The superlative of the question, or the largest where it has none. */
function byAmount(asked: Asked): Asked {
  const rank = asked.slots.rank ?? { by: 'size' as const, order: 'most' as const, count: null };
  return { ...asked, slots: { ...asked.slots, rank } };
}

function withoutLack(asked: Asked, lack: Lack): Asked {
  return { ...asked, slots: { ...asked.slots, lacks: asked.slots.lacks.filter((one) => one !== lack) } };
}

/** “Which deal closes next” is about what is still to come; otherwise a quarter is meant where no days are named. */
function daysOfClosing(asked: Asked): Period {
  const { rank, period, group } = asked.slots;
  if (period !== null) return period;
  if (rank?.by === 'close') return { from: asked.today, to: openEnd, name: 'from today on' };
  const isByTime = group !== null && (group.by === 'month' || group.by === 'quarter');
  return isByTime ? { from: '0001-01-01', to: openEnd, name: 'at any time' } : periodOr(asked, 'this quarter');
}

/** That a field is empty is known of now alone. */
function sinceWhen({ slots: { period } }: Asked): string[] {
  return period === null ? [] : [`It is looked at as it stands now; the time (${spanOf(period)}) narrows nothing.`];
}

/** Each line of a deal tells its stage, amount, day of closing and owner; the sentence their number and sum. */
const lineTells =
  /^(?:when (?:do|does|will|should) (?:they|it|each)|who (?:owns?|has|is|are)|whose|which stage|(?:in )?what stage|how (?:much|big|large|many)|what (?:are they|is it) worth|what is their)\b/i;

/** Open deals, one by one and together. */
export const dealKinds: readonly QuestionKind[] = [
  ...closedDealKinds,
  ...dealFactKinds,
  ...unmovedKinds,
  {
    id: 'deals.closing',
    what: 'Which open deals close in a period',
    alsoTells: lineTells,
    examples: [
      'which deals close {period}',
      'what is closing {period}',
      'deals closing {period}',
      'show me everything that should close {period}',
      'which renewals close {period}',
      'what do we expect to close {period}',
      'list the deals with a close date {period}',
      'which of {rep} deals close {period}',
      'how many deals are due to close {period}',
      'which deals are scheduled to close {period}',
      'renewals due {period}',
      'which renewals are up {period}',
      'what closes next',
      'upcoming closes',
      'how much closes {period}',
    ],
    answer: (asked) => {
      const period = daysOfClosing(asked);
      return listDeals({
        asked,
        definition: `Open deals${narrowedTo(asked)} with a close date from ${period.from} to ${period.to}`,
        where: [isOpen, within(sql`deal.close_date`, period), ...dealFilters(asked)],
        text: ({ count, sum }) =>
          `${counts(count, 'open deal')}${narrowedTo(asked)} ${count === 1 ? 'closes' : 'close'} in that time (${spanOf(period)}), worth ${worthOf(sum, asked)}.`,
        nothing: `No open deal${narrowedTo(asked)} has a close date in that time (${spanOf(period)}).`,
      });
    },
  },
  {
    id: 'deals.open',
    what: 'Open deals, of a stage, a representative or an account',
    alsoTells: lineTells,
    examples: [
      'deals owned by {rep}',
      'which deals belong to {rep}',
      'open deals {rep} is responsible for',
      'everything {rep} has open',
      'what deals are on the plate of {rep}',
      'list open deals',
      'which deals are open',
      'show me the open deals of {rep}',
      'what deals does {rep} have',
      'my deals',
      'show my open deals',
      'which deals are in {stage}',
      'what is in {stage}',
      'deals in {stage}',
      'how many deals are in {stage}',
      'how many open deals do we have',
      'which deals do we have with {account}',
      'deals for {account}',
      'what is {rep} working on',
      'open opportunities',
      'how many deals does {rep} own',
      'list all renewals',
      'which renewals are open',
      'how many deals are open',
      'what deals do i own',
      'deals at {stage} stage',
    ],
    answer: openDeals,
  },
  {
    id: 'deals.any',
    what: 'Whether an account still has an open deal',
    needs: 'account',
    alsoTells: lineTells,
    examples: [
      'does {account} still have an open deal',
      'does {account} have an open deal',
      'does {account} have any open deals',
      'do we have an open deal with {account}',
      'do we still have an open deal with {account}',
      'is there an open deal with {account}',
      'is there still a deal open for {account}',
      'any open deal at {account}',
      'is the {account} deal still open',
      'is {account} still open',
      'does {account} have anything open',
      'is there anything open with {account}',
      'do we have anything open with {account}',
      'do we still have a deal with {account}',
      'is {account} still an open deal',
      'has {account} got an open deal',
    ],
    answer: openDeals,
  },
  {
    id: 'deals.largest',
    what: 'The largest or smallest open deals',
    alsoTells: lineTells,
    examples: [
      'what are our biggest deals',
      'largest open deals',
      'top deals by amount',
      'which deals are worth the most',
      'biggest opportunities',
      'what is the largest deal of {rep}',
      'highest value deals closing {period}',
      'top five deals',
      'biggest deal in {stage}',
      'which deal is the biggest',
    ],
    answer: (named) => {
      const asked = byAmount(named);
      return listDeals({
        asked,
        definition: `Open deals${narrowedTo(asked)}${periodName(asked)} with an amount`,
        where: [isOpen, sql`deal.amount is not null`, ...dealFilters(asked), ...closingIn(asked)],
        order: sql`name`,
        text: ({ count }) => `${counts(count, 'open deal')}${narrowedTo(asked)}${periodName(asked)} with an amount.`,
        nothing: `No open deal${narrowedTo(asked)}${periodName(asked)} has an amount.`,
      });
    },
  },
  {
    id: 'deals.created',
    what: 'Deals that came in within a period',
    alsoTells: lineTells,
    examples: [
      'which deals were created {period}',
      'new deals {period}',
      'how many new opportunities {period}',
      'what came into the pipeline {period}',
      'deals opened {period}',
      'how many deals did {rep} create {period}',
      'new pipeline created {period}',
      'which deals are new {period}',
      'how much pipeline was added {period}',
    ],
    answer: (asked) => {
      const period = periodOr(asked, 'last 30 days');
      return listDeals({
        asked,
        definition: `Deals${narrowedTo(asked)} created from ${period.from} to ${period.to}`,
        where: [within(sql`deal.created_date`, period), ...dealFilters(asked)],
        order: sql`created_date desc, name`,
        note: sql`'created ' || created_date::text`,
        text: ({ count, sum }) =>
          `${counts(count, 'deal')}${narrowedTo(asked)} ${count === 1 ? 'was' : 'were'} created in that time (${spanOf(period)}), worth ${worthOf(sum, asked)}.`,
        nothing: `No deal${narrowedTo(asked)} was created in that time (${spanOf(period)}).`,
      });
    },
  },
  {
    id: 'deals.overdue',
    what: 'Open deals whose close date is over',
    alsoTells: lineTells,
    examples: [
      'which deals are past their close date',
      'overdue deals',
      'deals with a close date in the past',
      'which open deals should have closed already',
      'late deals of {rep}',
      'deals that are past due',
      'how many deals have an expired close date',
      'which close dates are in the past',
      'stale close dates',
    ],
    answer: overdueDeals,
  },
  {
    id: 'deals.no_next_step',
    what: 'Open deals without a next step in the CRM',
    alsoTells: lineTells,
    examples: [
      'which deals have no next step',
      'deals without a next step',
      'which open deals are missing a next step',
      'deals of {rep} with no next step',
      'how many deals lack a next step',
      'no next steps',
      'where is the next step missing',
    ],
    answer: async (named) => {
      // The sentence says by itself what is empty.
      const asked = withoutLack(named, 'next_step');
      const draft = await listDeals({
        asked,
        definition: `Open deals${narrowedTo(asked)} whose next step in the CRM is empty`,
        where: [isOpen, isEmpty.next_step, ...dealFilters(asked)],
        text: ({ count, sum }) =>
          `${counts(count, 'open deal')}${narrowedTo(asked)} ${count === 1 ? 'has' : 'have'} no next step in the CRM, worth ${worthOf(sum, asked)}.`,
        nothing: `Every open deal${narrowedTo(asked)} has a next step in the CRM.`,
      });
      return { ...draft, unknown: [...draft.unknown, ...sinceWhen(asked)] };
    },
  },
  {
    id: 'deals.no_amount',
    what: 'Open deals without an amount',
    examples: [
      'which deals have no amount',
      'deals without an amount',
      'which deals are missing a value',
      'how many deals have no value in the crm',
      'open deals lacking an amount',
    ],
    answer: (named) => {
      // The sentence says by itself what is empty.
      const asked = withoutLack(named, 'amount');
      return listDeals({
        asked,
        noSum: true,
        definition: `Open deals${narrowedTo(asked)} whose amount in the CRM is empty`,
        where: [isOpen, isEmpty.amount, ...dealFilters(asked)],
        text: ({ count }) =>
          `${counts(count, 'open deal')}${narrowedTo(asked)} ${count === 1 ? 'has' : 'have'} no amount in the CRM.`,
        nothing: `Every open deal${narrowedTo(asked)} has an amount in the CRM.`,
      });
    },
  },
  {
    id: 'deals.competitor',
    what: 'Open deals in which the CRM names a competitor',
    needs: 'competitor',
    alsoTells: lineTells,
    examples: [
      'in which deals are we up against {competitor}',
      'deals where {competitor} is the competitor',
      'which deals compete with {competitor}',
      'how many deals are against {competitor}',
      'open deals versus {competitor}',
      'where do we face {competitor}',
      'which opportunities have {competitor} as main competitor',
    ],
    answer: (named) => {
      const rival = named.slots.competitor ?? '';
      const where = dealFilters(named);
      // The sentence names the competitor by itself.
      const asked = { ...named, slots: { ...named.slots, competitor: null } };
      return listDeals({
        asked,
        definition: `Open deals${narrowedTo(asked)} whose competitor in the CRM is ${rival}`,
        where: [isOpen, ...where, ...closingIn(asked)],
        text: ({ count, sum }) =>
          `${counts(count, 'open deal')}${narrowedTo(asked)} ${count === 1 ? 'names' : 'name'} ${rival} as competitor in the CRM, worth ${worthOf(sum, asked)}.`,
        nothing: `No open deal${narrowedTo(asked)} names ${rival} as competitor in the CRM.`,
      });
    },
  },
];
