export { createMetrics, type Metrics } from './create-metrics.ts';
export type { SpanAttributeName, SpanAttributes } from './span-attributes.ts';
export { startTracing, type Tracing, type TracingSettings } from './start-tracing.ts';
export { currentTraceparent, type SpanHandle, type SpanOptions, withSpan } from './with-span.ts';
