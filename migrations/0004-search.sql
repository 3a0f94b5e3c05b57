-- What search looks through: one document for each call, record and promise, cut into chunks.

create table search_documents (
  id text primary key,
  workspace_id text not null references workspaces (id) on delete cascade,
  collection text not null check (collection in ('call-insights', 'business-context')),
  kind text not null check (kind in ('call', 'commitment', 'company', 'contact', 'deal')),
  subject_id text not null,
  -- Whose removal takes the document with it.
  call_id text references calls (id) on delete cascade,
  record_id text references crm_records (id) on delete cascade,
  title text not null,
  day date,
  metadata jsonb not null,
  -- What of the source was indexed, and by which way of embedding: where either differs, it is indexed anew.
  source_version text not null,
  model text not null,
  indexed_at timestamptz not null,
  unique (workspace_id, kind, subject_id),
  unique (workspace_id, id)
);
create index search_documents_by_call on search_documents (call_id) where call_id is not null;
create index search_documents_by_record on search_documents (record_id) where record_id is not null;
create index search_documents_by_model on search_documents (workspace_id, model);

-- Vectors are float32, terms are unsigned 32-bit numbers, both little-endian.
create table search_chunks (
  id bigint generated always as identity primary key,
  workspace_id text not null,
  document_id text not null,
  position integer not null check (position >= 0),
  from_turn integer check (from_turn >= 0),
  to_turn integer check (to_turn >= from_turn),
  speakers jsonb not null,
  -- 1 internal, 2 external, 4 unknown, added up.
  sides smallint not null,
  topics jsonb not null,
  text text not null,
  terms bytea not null,
  vector bytea not null,
  foreign key (workspace_id, document_id) references search_documents (workspace_id, id) on delete cascade
);
create index search_chunks_by_document on search_chunks (workspace_id, document_id);
create index search_chunks_in_order on search_chunks (workspace_id, id);

-- What has changed and is not indexed yet.
create table search_pending (
  workspace_id text not null references workspaces (id) on delete cascade,
  kind text not null check (kind in ('call', 'record')),
  subject_id text not null,
  noted_at timestamptz not null,
  attempts integer not null default 0 check (attempts >= 0),
  primary key (workspace_id, kind, subject_id)
);
create index search_pending_by_time on search_pending (workspace_id, attempts, noted_at);
