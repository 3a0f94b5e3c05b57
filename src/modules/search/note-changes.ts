import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { parseInput } from '#platform/errors';
import { sql } from '#platform/sql';
import { NoteInput } from './schema.ts';

/**
 * Notes that calls, records, notes or documents have changed, so that they are indexed soon; of a promise, its call. One
 * statement, in ctx's transaction where there is one. What is not there is not noted.
 */
export async function noteChanges({ ctx, input }: Verb<NoteInput>): Promise<void> {
  authorise({ ctx, action: 'search.index', resource: { type: 'search', id: null } });
  const { kind, ids } = parseInput({ schema: NoteInput, input, what: 'what has changed' });
  if (ids.length === 0) return;
  const noted = kind === 'commitment' ? 'call' : kind;
  const sources = {
    call: sql`select id from calls where workspace_id = ${ctx.workspaceId} and id = any(${sql.param([...ids])})`,
    record: sql`select id from crm_records where workspace_id = ${ctx.workspaceId} and id = any(${sql.param([...ids])})`,
    note: sql`select id from crm_notes where workspace_id = ${ctx.workspaceId} and id = any(${sql.param([...ids])})`,
    document: sql`select id from workspace_documents
      where workspace_id = ${ctx.workspaceId} and id = any(${sql.param([...ids])})`,
    commitment: sql`select distinct call_id from commitments
      where workspace_id = ${ctx.workspaceId} and id = any(${sql.param([...ids])})`,
  };
  await ctx.db.execute(sql`insert into search_pending (workspace_id, kind, subject_id, noted_at, attempts)
    select ${ctx.workspaceId}, ${noted}, source.id, ${ctx.clock.now().toISOString()}::timestamptz, 0
    from (${sources[kind]}) as source (id)
    on conflict (workspace_id, kind, subject_id) do update set noted_at = excluded.noted_at, attempts = 0`);
}
