import { z } from 'zod';
import { type CallSummary, Party } from '#contracts';
import { calls, callVersions } from './tables.ts';

const Parties = z.array(Party);

/** What a summary is made of, and no more: a list reads it of every call. */
export const summaryColumns = {
  call: { id: calls.id, title: calls.title, callDate: calls.callDate },
  version: {
    sourceName: callVersions.sourceName,
    format: callVersions.format,
    version: callVersions.version,
    durationMs: callVersions.durationMs,
    wordCount: callVersions.wordCount,
    parties: callVersions.parties,
    createdAt: callVersions.createdAt,
  },
} as const;

type Call = typeof calls.$inferSelect;
type Version = typeof callVersions.$inferSelect;

/** A call with one of its versions, as lists have it. */
export function toCallSummary({
  call,
  version,
}: {
  call: Pick<Call, keyof typeof summaryColumns.call>;
  version: Pick<Version, keyof typeof summaryColumns.version>;
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
    speakers: Parties.parse(version.parties).length,
    importedAt: version.createdAt.toISOString(),
  };
}
