import { z } from 'zod';
import {
  DealAsOf,
  GetForecastInput,
  GetPipelineInput,
  GetWaterfallInput,
  PipelineDay,
  PipelineForecast,
  PipelineView,
  Quota,
  SetQuotaInput,
  Waterfall,
} from '#contracts';
import { Nothing } from './nothing.ts';

/** What can be asked about the pipeline as a whole. */
export const pipelineOperations = {
  'pipeline.get': { input: GetPipelineInput, output: PipelineView },
  'pipeline.waterfall': { input: GetWaterfallInput, output: Waterfall },
  'pipeline.forecast': { input: GetForecastInput, output: PipelineForecast },
  'deals.asOf': {
    input: z.strictObject({ name: z.string().min(1).max(300), asOf: PipelineDay }),
    output: DealAsOf,
  },
  'quotas.list': { input: Nothing, output: z.strictObject({ quotas: z.array(Quota) }) },
  'quotas.set': { input: SetQuotaInput, output: Quota },
  'quotas.remove': { input: z.strictObject({ quotaId: z.string() }), output: z.strictObject({ quotaId: z.string() }) },
} as const;
