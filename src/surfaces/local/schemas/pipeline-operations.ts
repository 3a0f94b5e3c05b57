import {
  GetForecastInput,
  GetPipelineInput,
  GetWaterfallInput,
  PipelineForecast,
  PipelineView,
  Waterfall,
} from '#contracts';

/** What can be asked about the pipeline as a whole. */
export const pipelineOperations = {
  'pipeline.get': { input: GetPipelineInput, output: PipelineView },
  'pipeline.waterfall': { input: GetWaterfallInput, output: Waterfall },
  'pipeline.forecast': { input: GetForecastInput, output: PipelineForecast },
} as const;
