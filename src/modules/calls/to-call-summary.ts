import { z } from 'zod';
import { type CallSummary, Party } from '#contracts';
import type { calls, callVersions } from './tables.ts';

/** A call with one of its versions, as lists have it. */
export function toCallSummary({
  call,
  version,
}: {
  call: typeof calls.$inferSelect;
  version: typeof callVersions.$inferSelect;
}): CallSummary {
  return {
    callId: call.id,
    title: call.title,
    sourceName: version.sourceName,
    format: version.format,
    date: call.callDate,
    version: version.version,
    durationMs: version.durationMs,
    wordCount: version.wordCount,
    speakers: z.array(Party).parse(version.parties).length,
    importedAt: version.createdAt.toISOString(),
  };
}
