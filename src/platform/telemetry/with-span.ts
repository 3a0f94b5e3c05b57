import {
  context,
  isSpanContextValid,
  ROOT_CONTEXT,
  type Span,
  SpanStatusCode,
  TraceFlags,
  trace,
} from '@opentelemetry/api';
import { SophiaError } from '#platform/errors';
import type { SpanAttributes } from './span-attributes.ts';

export interface SpanOptions {
  /** A plain name, noun.verb: `call.analyze`. */
  readonly name: string;
  readonly attributes?: SpanAttributes;
  /** Continues the trace that this names (from `currentTraceparent`) instead of the one under way. */
  readonly traceparent?: string | null;
}

/** What the work may add to its span. */
export interface SpanHandle {
  setAttributes(attributes: SpanAttributes): void;
}

/** Runs `work` as one span of the trace under way, or of a new one. A throw marks the span with its code and goes on. */
export async function withSpan<Result>(
  options: SpanOptions,
  work: (span: SpanHandle) => Promise<Result>,
): Promise<Result> {
  const parent = parentContext(options.traceparent ?? null);
  const tracer = trace.getTracer('sophia');
  return await tracer.startActiveSpan(options.name, { attributes: { ...options.attributes } }, parent, async (span) => {
    try {
      return await work({ setAttributes: (attributes) => void span.setAttributes({ ...attributes }) });
    } catch (error) {
      markFailed(span, error);
      throw error;
    } finally {
      span.end();
    }
  });
}

/** The trace under way in the form of the W3C header, to be stored with an event; null where there is none. */
export function currentTraceparent(): string | null {
  const spanContext = trace.getActiveSpan()?.spanContext();
  if (spanContext === undefined || !isSpanContextValid(spanContext)) {
    return null;
  }
  const flags = spanContext.traceFlags.toString(16).padStart(2, '0');
  return `00-${spanContext.traceId}-${spanContext.spanId}-${flags}`;
}

const traceparentPattern = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** A traceparent of another form is left aside, as the standard asks: tracing never stops the work. */
function parentContext(traceparent: string | null) {
  const [, traceId, spanId, flags] = traceparentPattern.exec(traceparent ?? '') ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) {
    return context.active();
  }
  const traceFlags = Number.parseInt(flags, 16) & TraceFlags.SAMPLED;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}

/** Messages of errors may quote what was said, so only the code or the class is kept. */
function markFailed(span: Span, error: unknown): void {
  const name = error instanceof Error ? error.name : 'unknown';
  span.setAttribute('error.type', error instanceof SophiaError ? error.code : name);
  span.setStatus({ code: SpanStatusCode.ERROR });
}
