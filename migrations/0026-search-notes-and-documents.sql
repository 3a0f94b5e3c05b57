-- Notes that people have written in the CRM, as text. What is gone there is gone here.
create table crm_notes (
  id text primary key,
  workspace_id text not null references workspaces (id) on delete cascade,
  source text not null,
  external_id text not null,
  text text not null,
  -- When what it tells of took place.
  at timestamptz not null,
  owner_id text,
  created_at_source timestamptz not null,
  updated_at_source timestamptz not null,
  synced_at timestamptz not null,
  unique (workspace_id, source, external_id)
);

-- Texts of the workspace's own: battlecards, playbooks, price lists. One that changes gets another version.
create table workspace_documents (
  id text primary key,
  workspace_id text not null references workspaces (id) on delete cascade,
  name text not null,
  title text not null,
  format text not null check (format in ('markdown', 'text', 'html')),
  -- Whether a customer may be told what stands in it.
  audience text not null check (audience in ('internal', 'external')),
  -- The roles that may see it; none for everybody.
  roles jsonb not null,
  importance double precision not null check (importance between 0 and 1),
  version integer not null check (version >= 1),
  content_hash text not null,
  -- Without its markup, but for the headings.
  text text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (workspace_id, name)
);

alter table search_documents add column note_id text references crm_notes (id) on delete cascade;
alter table search_documents
  add column workspace_document_id text references workspace_documents (id) on delete cascade;
create index search_documents_by_note on search_documents (note_id) where note_id is not null;
create index search_documents_by_workspace_document on search_documents (workspace_document_id)
  where workspace_document_id is not null;
alter table search_documents drop constraint search_documents_kind_check;
alter table search_documents add constraint search_documents_kind_check check (
  kind in ('call', 'commitment', 'decision', 'company', 'contact', 'deal', 'lead', 'note', 'document')
);

alter table search_pending drop constraint search_pending_kind_check;
alter table search_pending add constraint search_pending_kind_check check (kind in ('call', 'record', 'note', 'document'));

-- Calls in which something was decided are indexed anew, so that it can be found by itself.
insert into search_pending (workspace_id, kind, subject_id, noted_at, attempts)
  select distinct document.workspace_id, 'call', document.call_id, now(), 0
  from search_documents as document
  join claims as claim on claim.call_id = document.call_id and claim.field like 'findings.decisions.%'
  where document.kind = 'call'
  on conflict (workspace_id, kind, subject_id) do nothing;
