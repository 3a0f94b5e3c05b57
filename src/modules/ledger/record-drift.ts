import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Verb } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput } from '#platform/errors';
import { publish } from '#platform/events';
import { RecordDriftInput } from './drift.ts';
import { drifts } from './tables.ts';

/** Writes down that a vendor is no longer as we took it to be, and announces it, once for each key. */
export async function recordDrift({ ctx, input }: Verb<RecordDriftInput>): Promise<{ created: boolean }> {
  authorise({ ctx, action: 'ledger.record', resource: { type: 'ledger', id: null } });
  const { severity, ...drift } = parseInput({ schema: RecordDriftInput, input, what: 'a drift' });
  return transact({ ctx }, async (inner) => {
    const written = await inner.db
      .insert(drifts)
      .values({
        id: inner.ids.create('drift'),
        workspaceId: inner.workspaceId,
        ...drift,
        foundAt: inner.clock.now(),
      })
      .onConflictDoNothing()
      .returning({ id: drifts.id });
    for (const { id: driftId } of written) {
      await publish({ ctx: inner, event: { type: 'drift.found', driftId, severity } });
      await audit({
        ctx: inner,
        action: 'drift.found',
        resource: { type: 'ledger', id: driftId },
        details: { source: drift.source, what: drift.what, lines: drift.lines },
      });
    }
    return { created: written.length > 0 };
  });
}
