import { z } from 'zod';
import { SourceTracker } from '#contracts';
import { authorise } from '#modules/access';
import { recordDrift } from '#modules/ledger';
import { audit } from '#platform/audit';
import { type ConnectedContext, requireConnection } from '#platform/context';
import { transact } from '#platform/db';
import { readSyncCursor } from './read-sync-cursor.ts';
import { saveSyncCursor } from './save-sync-cursor.ts';
import { trackerDifferences } from './tracker-differences.ts';

const Position = z.object({ trackers: z.array(SourceTracker) });
const mostLines = 200;

export interface SyncedTrackers {
  readonly trackers: number;
  /** How many differences there are; none the first time, when there is nothing to compare with. */
  readonly differences: number;
}

/**
 * Reads what the source of calls counts by itself and tells of what is not as it was: figures from before and after
 * are not of the same thing. A new tracker changes no old figure and is told to nobody. Throws `vendor.*`.
 */
export async function syncTrackers({ ctx }: { ctx: ConnectedContext }): Promise<SyncedTrackers> {
  authorise({ ctx, action: 'inbox.receive', resource: { type: 'call', id: null } });
  const source = requireConnection(ctx.connections.calls);
  const trackers = await source.listTrackers();
  const place = { source: source.name, stream: 'trackers' } as const;
  return transact({ ctx }, async (inner) => {
    const known = await readSyncCursor({ ctx: inner, input: place });
    const before = known === null ? null : Position.parse(known.position).trackers;
    const differences = before === null ? [] : trackerDifferences({ before, after: trackers });
    await saveSyncCursor({ ctx: inner, input: { ...place, position: { trackers }, count: trackers.length } });
    const lines = differences.filter(({ difference }) => difference !== 'added').slice(0, mostLines);
    if (lines.length > 0) {
      const key = `trackers:${inner.clock.now().toISOString()}`;
      const drift = { source: source.name, what: 'trackers', key, severity: 'medium' } as const;
      await recordDrift({ ctx: inner, input: { ...drift, lines } });
    }
    if (differences.length > 0) {
      const resource = { type: 'workspace', id: inner.workspaceId } as const;
      await audit({ ctx: inner, action: 'trackers.changed', resource, details: { differences: differences.length } });
    }
    return { trackers: trackers.length, differences: differences.length };
  });
}
