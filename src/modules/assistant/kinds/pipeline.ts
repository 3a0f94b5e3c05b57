import { z } from 'zod';
import { sql } from '#platform/sql';
import { dealsSource } from '../query/sources.ts';
import { answerList } from './answer-list.ts';
import { averageSize } from './average-size.ts';
import { cycleLength } from './cycle-length.ts';
import { counts, money } from './draft.ts';
import { closingIn, dealFilters, inTime, narrowedTo, periodName, periodOrEver, within } from './filters.ts';
import { forecast } from './forecast.ts';
import { groupDeals } from './group-deals.ts';
import { dealGroups, isOpen, withNotCompared } from './list-deals.ts';
import type { QuestionKind } from './question-kind.ts';
import { winRate } from './win-rate.ts';
import { withCountedTwice } from './with-counted-twice.ts';

const PipelineDeal = z.object({ id: z.string(), name: z.string(), amount: z.number().nullable() });

export const pipelineKinds: readonly QuestionKind[] = [
  {
    id: 'pipeline.total',
    what: 'How much is in the pipeline',
    examples: [
      'how much pipeline do we have',
      'how is our pipeline looking',
      'what is our pipeline looking like',
      'whats our pipeline lookin like',
      'how does the pipeline look',
      'what does our pipeline look like {period}',
      'how is the pipeline',
      'what is our pipeline worth',
      'total pipeline value',
      'how big is the pipeline',
      'pipeline of {rep}',
      'how much is in the pipeline',
      'how much pipeline does {rep} have',
      'sum of all open deals',
      'what is my pipeline',
      'total value of open deals',
      'how much pipeline closes {period}',
      'pipeline for {period}',
      'size of the renewal pipeline',
      'how much is sitting in {stage}',
      'how much is in {stage}',
      'how much do we have in {stage}',
      'how much money is in {stage}',
    ],
    answer: async (asked) => {
      const where = [isOpen, ...dealFilters(asked), ...closingIn(asked)];
      const from = dealsSource(asked.scope);
      const draft = await answerList({
        asked,
        definition: `Open deals${narrowedTo(asked)}${periodName(asked)}: their number and the sum of their amounts`,
        from,
        where,
        order: sql`amount desc nulls last, name`,
        columns: sql`id, name, amount::float8 as amount`,
        row: PipelineDeal,
        line: ({ id, name, amount }) => ({
          text: `${name}: ${amount === null ? 'no amount' : money(amount, asked.currency)}`,
          proofs: [{ type: 'record', isDeal: true, recordId: id, name }],
        }),
        unit: 'deals',
        sum: sql`amount`,
        noun: 'deal',
        groups: dealGroups,
        limit: 3,
        text: ({ count, sum, rows }) =>
          `The open pipeline${narrowedTo(asked)}${periodName(asked)} is worth ${money(sum, asked.currency)} in ${counts(count, 'deal')}.${rows.length === 0 ? '' : ' The largest:'}`,
        nothing: `There is no open deal${narrowedTo(asked)}${periodName(asked)}.`,
        actions: [{ label: 'List deals', command: 'sophia deals list' }],
      });
      return withCountedTwice({ draft: withNotCompared({ draft, asked }), asked, from, where });
    },
  },
  {
    id: 'pipeline.by_stage',
    what: 'The pipeline by stage',
    examples: [
      'pipeline by stage',
      'how many deals are in each stage',
      'break down the pipeline by stage',
      'deals per stage',
      'stage breakdown',
      'show the funnel',
      'how is the pipeline distributed over the stages',
      'pipeline by stage for {rep}',
    ],
    answer: (asked) =>
      groupDeals({
        asked,
        definition: `Open deals${narrowedTo(asked)}${periodName(asked)}`,
        by: { by: 'stage', order: null, of: null },
        where: [isOpen, ...dealFilters(asked), ...closingIn(asked)],
        order: sql`min(deal.pipeline) desc, min(deal.stage_position)`,
        text: ({ count, sum }) =>
          `The open pipeline${narrowedTo(asked)}${periodName(asked)}: ${counts(count, 'deal')}, worth ${money(sum, asked.currency)}.`,
        nothing: `There is no open deal${narrowedTo(asked)}.`,
      }),
  },
  {
    id: 'pipeline.by_rep',
    what: 'The pipeline by representative',
    examples: [
      'pipeline by rep',
      'pipeline per rep',
      'how many deals does each rep have',
      'who has the most pipeline',
      'which rep has the most deals',
      'deals per owner',
      'open deals by owner',
      'compare the pipeline of the reps',
      'who has the biggest pipeline',
      'how much pipeline does each seller have',
    ],
    answer: (asked) =>
      groupDeals({
        asked,
        definition: `Open deals${narrowedTo(asked)}${periodName(asked)}`,
        by: { by: 'owner', order: null, of: null },
        where: [isOpen, ...dealFilters(asked), ...closingIn(asked)],
        order: sql`sum desc nulls last, name`,
        text: ({ count, sum }) =>
          `The open pipeline${narrowedTo(asked)}${periodName(asked)}: ${counts(count, 'deal')}, worth ${money(sum, asked.currency)}.`,
        nothing: `There is no open deal${narrowedTo(asked)}.`,
      }),
  },
  {
    id: 'deals.won_by_rep',
    what: 'Who won how much in a period',
    examples: [
      'who closed the most {period}',
      'which rep won the most deals {period}',
      'wins by rep {period}',
      'who is our top seller',
      'top performing rep {period}',
      'leaderboard {period}',
      'who sold the most {period}',
      'won deals per rep',
    ],
    answer: (asked) => {
      const period = periodOrEver(asked, 'this quarter');
      return groupDeals({
        asked,
        definition: `Deals won${narrowedTo(asked)} with a close date ${inTime(period)}`,
        by: { by: 'owner', order: null, of: null },
        where: [sql`deal.is_won`, within(sql`deal.close_date`, period), ...dealFilters(asked)],
        order: sql`sum desc nulls last, name`,
        text: ({ count, sum }) =>
          `${counts(count, 'deal')}${narrowedTo(asked)} ${count === 1 ? 'was' : 'were'} won ${inTime(period)}, worth ${money(sum, asked.currency)}.`,
        nothing: `No deal${narrowedTo(asked)} was won ${inTime(period)}.`,
      });
    },
  },
  {
    id: 'pipeline.win_rate',
    what: 'The win rate',
    examples: [
      'what is our win rate',
      'win rate {period}',
      'win rate of {rep}',
      'how often do we win',
      'what share of deals do we win',
      'close rate {period}',
      'what percentage of deals did we win {period}',
      'conversion rate of {rep}',
      'renewal rate',
      'what is our win rate against competitors',
      'win rate against our competitors {period}',
      'how often do we win against competitors',
      'how often do we beat our competitors',
      'which competitor do we beat most often',
      'how do we do against competitors',
      'win rate by competitor',
      'what is my win rate',
    ],
    answer: (asked) => {
      const { period } = asked.slots;
      return winRate({
        asked,
        about: `${narrowedTo(asked)}${periodName(asked)}`,
        where: [...(period === null ? [] : [within(sql`deal.close_date`, period)]), ...dealFilters(asked)],
      });
    },
  },
  {
    id: 'pipeline.cycle',
    what: 'How long a sale takes',
    examples: [
      'how long is our sales cycle',
      'average sales cycle',
      'how long does it take to close a deal',
      'days to close',
      'sales cycle length of {rep}',
      'how many days does a deal take',
      'time to close',
    ],
    answer: cycleLength,
  },
  {
    id: 'deals.average',
    what: 'The average size of a deal',
    examples: [
      'what is our average deal size',
      'average deal size of {rep}',
      'mean deal value',
      'how big is our typical deal',
      'average amount of won deals',
      'average contract value',
      'average size of deals won {period}',
      'average deal size',
    ],
    answer: averageSize,
  },
  {
    id: 'forecast.buckets',
    what: 'A forecast by stage buckets',
    isOfLed: true,
    examples: [
      'what is the forecast for {period}',
      'forecast {period}',
      'how much will we close {period}',
      'commit and best case {period}',
      'what is our commit',
      'how much will {rep} close {period}',
      'what can we expect {period}',
      'how does {period} look',
      'how is {period} looking',
      'how is {period} going',
      'how is {period} shaping up',
      'expected revenue {period}',
      'where will we land {period}',
      'best case for {period}',
      'are we going to make our number',
      'what is the gap to quota {period}',
      'how far is {rep} from quota {period}',
      'quota attainment {period}',
      'are we on track for our quota {period}',
      'what is our quota {period}',
      'will we make {period}',
      'do we make {period}',
      'are we going to make {period}',
      'will we hit our number {period}',
      'will we make our number',
      'will we hit the target {period}',
      'are we on pace {period}',
      'can we still make {period}',
      'what are our chances of making {period}',
      'how close are we to making {period}',
      'how are we doing {period}',
      'how are we looking {period}',
      'how much will i bring in {period}',
      'what am i forecasting {period}',
      'will {rep} make {period}',
      'will {rep} hit quota',
      'is {rep} on track {period}',
      'is {rep} going to make it {period}',
      'how is {rep} doing compared to quota',
      'will i make my number {period}',
      'what is my forecast {period}',
      'my forecast {period}',
      'what is the forecast of {rep} {period}',
      'forecast for {rep}',
      'how much will i close {period}',
      'how far am i from my quota {period}',
    ],
    answer: forecast,
  },
];
