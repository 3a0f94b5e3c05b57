import { ledgerItems } from '#modules/ledger';
import { sql } from '#platform/sql';
import { commitments } from './tables.ts';

/** The condition under which a promise, or the same one made again, is of a call that was no history when it came in. */
export const madeLive = sql`exists (select from commitments made
  where made.workspace_id = ${commitments.workspaceId}
    and (made.id = ${commitments.id} or made.repeats = ${commitments.id})
    and not exists (select from ${ledgerItems} where ${ledgerItems.callId} = made.call_id
      and ${ledgerItems.workspaceId} = made.workspace_id and ${ledgerItems.backfill}))`;
