import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-node';
import { filterAttributes, filterSpanName } from './span-attributes.ts';

/**
 * Passes spans on without anything that could hold what people said: other attributes than the listed ones, events
 * (exceptions with their messages), the words of a status, and links. Spans that libraries make pass here too.
 */
export function createFilteringExporter(inner: SpanExporter): SpanExporter {
  return {
    export: (spans, done) => inner.export(spans.map(filterSpan), done),
    shutdown: () => inner.shutdown(),
    forceFlush: async () => inner.forceFlush?.(),
  };
}

/** A view of the span: what is not replaced is read from the span itself. */
function filterSpan(span: ReadableSpan): ReadableSpan {
  const view: ReadableSpan = Object.create(span, {
    name: { value: filterSpanName(span.name) },
    attributes: { value: filterAttributes(span.attributes) },
    events: { value: [] },
    links: { value: [] },
    status: { value: { code: span.status.code } },
  });
  return view;
}
