import { context, trace } from '@opentelemetry/api';
import type { SpanExporter } from '@opentelemetry/sdk-trace-node';
import { createFilteringExporter } from './filtering-exporter.ts';

export interface TracingSettings {
  /** The base address of an OTLP collector (HTTP), or null: then spans cost nothing and go nowhere. */
  readonly endpoint: string | null;
  /** Sophia's version, for the collector. */
  readonly version: string;
  /** How long one export may take, retries included; by default 3 s. `stop` waits at most twice as long. */
  readonly exportTimeoutMs?: number;
}

export interface Tracing {
  readonly state: 'on' | 'off';
  /** Why the last export failed, or null where it succeeded or nothing has been exported. */
  lastFailure(): string | null;
  /** Sends what is left and stops; later spans go nowhere. */
  stop(): Promise<void>;
}

/** Sends spans to the collector from now on. One call per process, in main.ts. */
export async function startTracing({ endpoint, version, exportTimeoutMs = 3000 }: TracingSettings): Promise<Tracing> {
  if (endpoint === null) {
    return { state: 'off', lastFailure: () => null, stop: async () => undefined };
  }
  const [{ OTLPTraceExporter }, { resourceFromAttributes }, { BatchSpanProcessor, NodeTracerProvider }] =
    await Promise.all([
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
      import('@opentelemetry/sdk-trace-node'),
    ]);
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.replace(/\/+$/, '')}/v1/traces`,
    timeoutMillis: exportTimeoutMs,
  });
  const watched = watchFailures(createFilteringExporter(exporter));
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'sophia', 'service.version': version }),
    // Longer than an export takes, so that it is the export that fails, and says why.
    spanProcessors: [new BatchSpanProcessor(watched.exporter, { exportTimeoutMillis: 2 * exportTimeoutMs })],
  });
  provider.register({ propagator: null });
  return {
    state: 'on',
    lastFailure: watched.lastFailure,
    stop: async () => {
      await provider.shutdown().catch(() => undefined);
      trace.disable();
      context.disable();
    },
  };
}

function watchFailures(inner: SpanExporter): { exporter: SpanExporter; lastFailure: () => string | null } {
  let failure: string | null = null;
  return {
    lastFailure: () => failure,
    exporter: {
      export: (spans, done) =>
        inner.export(spans, (result) => {
          failure = result.code === 0 ? null : (result.error?.message ?? 'The collector refused the spans.');
          done(result);
        }),
      shutdown: () => inner.shutdown(),
      forceFlush: async () => inner.forceFlush?.(),
    },
  };
}
