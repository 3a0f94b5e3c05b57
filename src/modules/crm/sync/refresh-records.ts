import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import { type ConnectedContext, requireConnection } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput } from '#platform/errors';
import { mirroredProperties } from '../mirrored-properties.ts';
import { RefreshInput, type SyncCounts } from '../schema.ts';
import { fetchFresh } from './fetch-page.ts';
import { isKeptFromUs, isMirrored } from './is-kept-from-us.ts';
import { storePage } from './store-page.ts';

export interface RefreshedRecords extends SyncCounts {
  /** All that were read, also those that were as before. */
  readonly recordIds: readonly string[];
  readonly changedRecordIds: readonly string[];
}

/**
 * Reads some records again, past every index: those that a webhook names, or that were just written. The order of
 * events does not matter, because what is stored is what the CRM says now. `whenStored` writes what has to stand or fall
 * with that, in the same transaction. Of a kind that the CRM keeps from us, nothing is read.
 */
export async function refreshRecords({
  ctx,
  input,
  whenStored,
}: {
  ctx: ConnectedContext;
  input: RefreshInput;
  whenStored?: (stored: { ctx: ConnectedContext; changedRecordIds: readonly string[] }) => Promise<void>;
}): Promise<RefreshedRecords> {
  authorise({ ctx, action: 'crm.sync', resource: { type: 'crm_record', id: null } });
  const { objectType, externalIds, properties } = parseInput({ schema: RefreshInput, input, what: 'records' });
  const crm = requireConnection(ctx.connections.crm);
  const mirrored = mirroredProperties({ objectType, properties });
  const ids = [...new Set(externalIds)];
  const fresh = await fetchFresh({ ctx, crm, objectType, mirrored, ids }).catch(async (error: unknown) => {
    if (isKeptFromUs({ crm, objectType, error }) && !(await isMirrored({ ctx, objectType }))) return null;
    throw error;
  });
  if (fresh === null) return { read: 0, changed: 0, vanished: 0, recordIds: [], changedRecordIds: [] };
  const page = { ...fresh, archived: [], read: ids.length, nextCursor: null };
  return transact({ ctx }, async (inner) => {
    const stored = await storePage({ ctx: inner, source: crm.name, objectType, mirrored, page });
    const { vanishedRecordIds, recordIds } = stored;
    const changedRecordIds = [...stored.changedRecordIds, ...vanishedRecordIds];
    const counts = { read: ids.length, changed: stored.changedRecordIds.length, vanished: vanishedRecordIds.length };
    if (counts.changed > 0 || counts.vanished > 0) {
      await audit({
        ctx: inner,
        action: 'crm.refreshed',
        resource: { type: 'workspace', id: inner.workspaceId },
        details: { objectType, ...counts, vanishedRecordIds },
      });
    }
    await whenStored?.({ ctx: inner, changedRecordIds });
    return { ...counts, recordIds, changedRecordIds };
  });
}
