import { authorise } from '#modules/access';
import type { ConnectedContext } from '#platform/context';
import type { SyncCounts, SyncInput } from '../schema.ts';
import { syncRecordsPage } from './sync-records-page.ts';

/** Reads all pages of a pass, one behind the other. A workflow takes a page to a step instead. */
export async function syncRecords({ ctx, input }: { ctx: ConnectedContext; input: SyncInput }): Promise<SyncCounts> {
  authorise({ ctx, action: 'crm.sync', resource: { type: 'crm_record', id: null } });
  const total = { read: 0, changed: 0, vanished: 0 };
  for (;;) {
    const { read, changed, vanished, done } = await syncRecordsPage({ ctx, input });
    total.read += read;
    total.changed += changed;
    total.vanished += vanished;
    if (done) return total;
  }
}
