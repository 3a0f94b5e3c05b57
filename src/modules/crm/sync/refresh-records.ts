import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import { type ConnectedContext, requireConnection } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput } from '#platform/errors';
import { mirroredProperties } from '../mirrored-properties.ts';
import { RefreshInput, type SyncCounts } from '../schema.ts';
import { fetchFresh } from './fetch-page.ts';
import { storePage } from './store-page.ts';

/**
 * Reads some records again, past every index: those that a webhook names, or that were just written. The order of
 * events does not matter, because what is stored is what the CRM says now.
 */
export async function refreshRecords({
  ctx,
  input,
}: {
  ctx: ConnectedContext;
  input: RefreshInput;
}): Promise<SyncCounts & { readonly changedRecordIds: readonly string[] }> {
  authorise({ ctx, action: 'crm.sync', resource: { type: 'crm_record', id: null } });
  const { objectType, externalIds, properties } = parseInput({ schema: RefreshInput, input, what: 'records' });
  const crm = requireConnection(ctx.connections.crm);
  const mirrored = mirroredProperties({ objectType, properties });
  const ids = [...new Set(externalIds)];
  const fresh = await fetchFresh({ ctx, crm, objectType, mirrored, ids });
  const page = { ...fresh, archived: [], read: ids.length, nextCursor: null };
  return transact({ ctx }, async (inner) => {
    const stored = await storePage({ ctx: inner, source: crm.name, objectType, mirrored, page });
    const { changedRecordIds, vanishedRecordIds } = stored;
    const counts = { read: ids.length, changed: changedRecordIds.length, vanished: vanishedRecordIds.length };
    if (counts.changed > 0 || counts.vanished > 0) {
      await audit({
        ctx: inner,
        action: 'crm.refreshed',
        resource: { type: 'workspace', id: inner.workspaceId },
        details: { objectType, ...counts, vanishedRecordIds },
      });
    }
    return { ...counts, changedRecordIds: [...changedRecordIds, ...vanishedRecordIds] };
  });
}
