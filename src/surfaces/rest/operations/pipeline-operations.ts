import { z } from 'zod';
import { GetForecastInput, GetWaterfallInput, PipelineClock, SetQuotaInput } from '#contracts';
import { operationSchemas } from '#surfaces/local';
import { performOperation } from '#surfaces/operations';
import { declareOperation } from '../declare-operation.ts';
import { Day, Reference } from '../fields.ts';

const tag = 'deals';
const clock = PipelineClock.default('known').describe(
  'Of a past day: `known` as the night was frozen, `true` by all that is known of that day by now.',
);
const filters = {
  owner: Reference.optional().describe('An owner by name or address.'),
  team: Reference.optional().describe('A team of the CRM or of Sophia by name.'),
  pipeline: Reference.optional().describe('A pipeline by name.'),
};

export const pipelineOperations = [
  declareOperation({
    id: 'getPipeline',
    method: 'GET',
    path: '/pipeline',
    tag,
    summary: 'Open deals by stage: number, amount and weighted amount, now or at the end of a day',
    query: {
      asOf: Day.optional().describe('A day at whose end it is looked at; now where it is left out.'),
      clock,
      ...filters,
    },
    answer: operationSchemas['pipeline.get'].output,
    errors: ['pipeline.not-frozen'],
    run: ({ query: { asOf = null, owner = null, team = null, pipeline = null, ...query }, ...call }) =>
      performOperation('pipeline.get', { ...call, input: { asOf, clock: query.clock, owner, team, pipeline } }),
  }),
  declareOperation({
    id: 'getWaterfall',
    method: 'GET',
    path: '/pipeline/waterfall',
    tag,
    summary: 'What led from the pipeline of one night to that of another; the parts add up to the minor unit',
    query: {
      since: Day.describe('The opening is the pipeline at the end of this day.'),
      until: Day.optional().describe('The closing is the pipeline at the end of this day; the last night.'),
      clock,
      closing: GetWaterfallInput.shape.closing
        .unwrap()
        .optional()
        .describe('Only deals that are to close in that period, such as `this quarter` or `2026-Q4`.'),
      ...filters,
    },
    answer: operationSchemas['pipeline.waterfall'].output,
    errors: ['pipeline.not-frozen'],
    run: ({ query, ...call }) => {
      const { since, until = null, closing = null, owner = null, team = null, pipeline = null } = query;
      const input = { since, until, closing, clock: query.clock, owner, team, pipeline };
      return performOperation('pipeline.waterfall', { ...call, input });
    },
  }),
  declareOperation({
    id: 'getForecast',
    method: 'GET',
    path: '/pipeline/forecast',
    tag,
    summary: 'Low, expected and high for a period by the own history of the company, and how good such ranges were',
    query: {
      period: GetForecastInput.shape.period
        .default('this quarter')
        .describe('`this quarter`, `next month`, `2026-Q4`, `2026-11` or `2026-11-01..2026-11-30`.'),
      asOf: Day.optional().describe('A day at whose end it is made; the last night.'),
      clock,
      ...filters,
    },
    answer: operationSchemas['pipeline.forecast'].output,
    errors: ['pipeline.not-frozen'],
    run: ({ query: { period, asOf = null, owner = null, team = null, pipeline = null, ...query }, ...call }) => {
      const input = { period, asOf, clock: query.clock, owner, team, pipeline };
      return performOperation('pipeline.forecast', { ...call, input });
    },
  }),
  declareOperation({
    id: 'listQuotas',
    method: 'GET',
    path: '/quotas',
    tag,
    summary: 'The quotas of the company, its teams and owners, as far as whoever asks may see them',
    answer: operationSchemas['quotas.list'].output,
    run: (call) => performOperation('quotas.list', { ...call, input: {} }),
  }),
  declareOperation({
    id: 'setQuota',
    method: 'PUT',
    path: '/quotas',
    tag,
    summary: 'Sets what an owner, a team or the whole company is to win in a period',
    body: z.strictObject({
      owner: SetQuotaInput.shape.owner.default(null).describe('An owner by name or address.'),
      team: SetQuotaInput.shape.team.default(null).describe('A team by name; without both, the whole company.'),
      period: SetQuotaInput.shape.period.describe('Such as `2026-Q4` or `2026-11`.'),
      amount: SetQuotaInput.shape.amount.describe('In whole units, such as `250000` or `250000.50`.'),
      currency: SetQuotaInput.shape.currency.default(null).describe('Null for that of the workspace.'),
    }),
    answer: operationSchemas['quotas.set'].output,
    run: ({ body, ...call }) => performOperation('quotas.set', { ...call, input: body }),
  }),
  declareOperation({
    id: 'removeQuota',
    method: 'DELETE',
    path: '/quotas/{quotaId}',
    tag,
    summary: 'Takes a quota back',
    params: { quotaId: Reference },
    answer: operationSchemas['quotas.remove'].output,
    errors: ['quota.not-found'],
    run: ({ params, ...call }) => performOperation('quotas.remove', { ...call, input: params }),
  }),
];
