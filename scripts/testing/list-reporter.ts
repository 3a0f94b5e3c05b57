import { z } from 'zod';

/** One finished test, as scripts/run-tests.ts reads it. */
export const FinishedTest = z.object({
  name: z.string(),
  file: z.string(),
  result: z.enum(['passed', 'failed', 'skipped']),
  reason: z.string(),
  durationMs: z.number(),
});
export type FinishedTest = z.infer<typeof FinishedTest>;

const TestEvent = z.object({
  type: z.enum(['test:pass', 'test:fail']),
  data: z.object({
    name: z.string(),
    file: z.string().optional(),
    skip: z.union([z.string(), z.boolean()]).optional(),
    todo: z.union([z.string(), z.boolean()]).optional(),
    details: z.object({ type: z.string().optional(), duration_ms: z.number() }),
  }),
});

/** A reporter for node:test: a JSON line for each finished test; suites and files are no tests. */
export default async function* listReporter(events: AsyncIterable<unknown>): AsyncGenerator<string, void> {
  for await (const event of events) {
    const parsed = TestEvent.safeParse(event);
    const isTest = parsed.success && (parsed.data.data.details.type ?? 'test') === 'test';
    if (parsed.success && isTest) {
      yield `${JSON.stringify(describeTest(parsed.data))}\n`;
    }
  }
}

function describeTest({ type, data }: z.infer<typeof TestEvent>): FinishedTest {
  const skipped = data.skip !== undefined && data.skip !== false;
  const ended = type === 'test:pass' ? 'passed' : 'failed';
  return {
    name: data.name,
    file: data.file ?? '',
    result: skipped ? 'skipped' : ended,
    reason: typeof data.skip === 'string' ? data.skip : '',
    durationMs: data.details.duration_ms,
  };
}
