import { nextStepFields } from '#modules/crm';
import { type SQL, sql } from '#platform/sql';
import { recordsChunkedAs } from '../chunks/chunk-record.ts';
import type { SearchContext } from '../search-context.ts';

/**
 * Kind and id of what is not indexed as it is now. The versions are those that `readCalls`, `chunkRecord`,
 * `readNotes` and `readWorkspaceDocuments` give.
 */
export function driftedSubjects({ workspaceId, policy }: Pick<SearchContext, 'workspaceId' | 'policy'>): SQL {
  const chunkedAs = recordsChunkedAs(nextStepFields(policy?.fields.nextSteps));
  return sql`select 'call' as kind, call.id as subject_id from calls as call
      left join search_documents as document
        on document.workspace_id = call.workspace_id and document.kind = 'call' and document.subject_id = call.id
      where call.workspace_id = ${workspaceId} and (document.id is null
        or document.source_version <> call.current_version || ':' || coalesce((
          select analysis.id from analyses as analysis
          where analysis.call_id = call.id and analysis.call_version = call.current_version
          order by analysis.analysis_version desc limit 1), ''))
    union all
    select 'record', record.id from crm_records as record
      left join search_documents as document on document.record_id = record.id
      where record.workspace_id = ${workspaceId} and case
        when coalesce(record.archived_at, record.vanished_at) is not null or record.merged_into is not null
        then document.id is not null
        else document.id is null or document.source_version <>
          to_char(record.updated_at_source at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || ${`/${chunkedAs}`} end
    union all
    select 'note', note.id from crm_notes as note
      left join search_documents as document on document.note_id = note.id
      where note.workspace_id = ${workspaceId} and (document.id is null or document.source_version <>
        to_char(note.updated_at_source at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
    union all
    select 'document', own.id from workspace_documents as own
      left join search_documents as document on document.workspace_document_id = own.id
      where own.workspace_id = ${workspaceId} and (document.id is null or document.source_version <> own.version::text)`;
}
