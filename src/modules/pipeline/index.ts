export { type FrozenPipeline, freezePipeline } from './freeze-pipeline.ts';
export { getForecast } from './get-forecast.ts';
export { getPipeline } from './get-pipeline.ts';
export { getWaterfall } from './get-waterfall.ts';
export { keepForecasts } from './keep-forecasts.ts';
export { fractionDigits } from './minor-units.ts';
export { listTeamNames, resolveFilter } from './pipeline-filter.ts';
export { pipelineForecasts, pipelinePositions, pipelineSnapshots } from './tables.ts';
export { standingAt, waterfallEntries } from './waterfall-entries.ts';
