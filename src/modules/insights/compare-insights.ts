import type { ComparedTracker, Findings, InsightComparison, VendorInsights } from '#contracts';
import { authorise } from '#modules/access';
import { getCallSource } from '#modules/calls';
import type { Verb } from '#platform/context';
import { compareFigures } from './compare-figures.ts';
import { findUnmatchedPoints } from './find-unmatched-points.ts';
import { getReport } from './get-report.ts';

/**
 * What the source of a call found out by itself, beside our report: the named analysis, or the newest. Null where the source has told
 * nothing, as of a file. Whoever may read the report may read it. Throws `analysis.not-found`.
 */
export async function compareInsights({
  ctx,
  input,
}: Verb<{ callId: string; analysisId: string | null }>): Promise<InsightComparison | null> {
  authorise({ ctx, action: 'analysis.read', resource: { type: 'call', id: input.callId } });
  const { envelope, result } = await getReport({ ctx, input });
  const source = await getCallSource({ ctx, input: { callId: input.callId } });
  if (source === null || source.insights === null || isEmpty(source.insights)) return null;
  const { insights, primaryUserId, parties } = source;
  const { findings, call } = result;
  const { brief, keyPoints, trackers, interaction, questions } = insights;
  const hostName = parties.find(({ userId }) => userId !== null && userId === primaryUserId)?.name ?? null;
  return {
    callId: envelope.callId,
    analysisId: envelope.analysisId,
    source: source.source,
    vendor: {
      brief: brief === null ? [] : [brief],
      keyPoints,
      trackers: trackers.map(({ name, count }) => ({ name, count: Math.max(0, count) })),
      interaction,
      questions,
    },
    sophia: {
      brief: findings.brief.map(({ text }) => text),
      keyPoints: findings.keyPoints.map(({ text }) => text),
      trackers: findings.trackers.map(({ name, hits }) => ({ name, count: hits.length })),
    },
    figures: compareFigures({ insights, interaction: findings.interaction, hostName }),
    trackers: trackers.map((tracker) => compareTracker({ tracker, found: findings.trackers })),
    keyPointsWithoutCounterpart: {
      method: 'content_words',
      points: findUnmatchedPoints({ points: keyPoints, findings, call }),
    },
  };
}

function isEmpty({ brief, keyPoints, trackers, interaction, questions }: VendorInsights): boolean {
  return brief === null && [keyPoints, trackers, interaction].every((list) => list.length === 0) && questions === null;
}

function compareTracker({
  tracker,
  found,
}: {
  tracker: VendorInsights['trackers'][number];
  found: Findings['trackers'];
}): ComparedTracker {
  const { name, count } = tracker;
  const own = found.filter((one) => nameKey(one.name) === nameKey(name));
  const base = { name, vendorCount: Math.max(0, count) };
  if (own.length === 0) return { ...base, sophiaCount: null, state: 'no_tracker_of_that_name' };
  const sophiaCount = own.reduce((sum, { hits }) => sum + hits.length, 0);
  if (sophiaCount > 0) return { ...base, sophiaCount, state: count > 0 ? 'both' : 'sophia_only' };
  return { ...base, sophiaCount, state: count > 0 ? 'vendor_only' : 'neither' };
}

/** A name without what people write differently: case and white space. */
function nameKey(name: string): string {
  return name.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, ' ').trim();
}
