import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import { transact } from '#platform/db';
import { parseInput } from '#platform/errors';
import { sql } from '#platform/sql';
import { driftedSubjects } from './indexing/drifted-subjects.ts';
import { RepairInput } from './schema.ts';
import type { SearchContext } from './search-context.ts';

/**
 * Notes for indexing what is not indexed as it is now: missing, changed, or gone from the CRM. With `all`,
 * everything. Returns how much waits after that.
 */
export async function repairSearch({
  ctx,
  input,
}: {
  ctx: SearchContext;
  input: RepairInput;
}): Promise<{ noted: number }> {
  authorise({ ctx, action: 'search.index', resource: { type: 'search', id: null } });
  const { what } = parseInput({ schema: RepairInput, input, what: 'what to repair' });
  return transact({ ctx }, async (inner) => {
    const { workspaceId } = inner;
    const everything = sql`select 'call' as kind, id as subject_id from calls where workspace_id = ${workspaceId}
      union all select 'record', id from crm_records where workspace_id = ${workspaceId}
      union all select 'note', id from crm_notes where workspace_id = ${workspaceId}
      union all select 'document', id from workspace_documents where workspace_id = ${workspaceId}`;
    const answer =
      await inner.db.execute(sql`insert into search_pending (workspace_id, kind, subject_id, noted_at, attempts)
      select ${workspaceId}, source.kind, source.subject_id, ${inner.clock.now().toISOString()}::timestamptz, 0
      from (${what === 'all' ? everything : driftedSubjects(inner)}) as source
      on conflict (workspace_id, kind, subject_id) do update set attempts = 0
      returning subject_id`);
    const noted = answer.rows.length;
    if (noted > 0) {
      await audit({
        ctx: inner,
        action: 'search.repaired',
        resource: { type: 'workspace', id: workspaceId },
        details: { what, noted },
      });
    }
    return { noted };
  });
}
