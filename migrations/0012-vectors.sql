-- Vectors apart from their chunks: a chunk can have one of each model, so that another model is brought in while the one
-- before still answers. Float32, little-endian.
create table search_vectors (
  id bigint generated always as identity primary key,
  workspace_id text not null,
  chunk_id bigint not null references search_chunks (id) on delete cascade,
  model text not null,
  vector bytea not null,
  unique (chunk_id, model)
);
create index search_vectors_in_order on search_vectors (workspace_id, model, id);

-- The models of a workspace: the one whose vectors answer, and one that is being brought in.
create table search_models (
  workspace_id text not null references workspaces (id) on delete cascade,
  model text not null,
  dimensions integer not null check (dimensions between 1 and 16000),
  answers boolean not null,
  -- Of the last attempt to embed; null where it went well.
  problem text,
  failed_at timestamptz,
  failures integer not null default 0 check (failures >= 0),
  primary key (workspace_id, model)
);
create unique index search_models_answering on search_models (workspace_id) where answers;

insert into search_vectors (workspace_id, chunk_id, model, vector)
  select chunk.workspace_id, chunk.id, document.model, chunk.vector
  from search_chunks as chunk join search_documents as document on document.id = chunk.document_id
  order by chunk.id;
insert into search_models (workspace_id, model, dimensions, answers)
  select distinct on (workspace_id) workspace_id, model, octet_length(vector) / 4, true
  from search_vectors order by workspace_id, id desc;
alter table search_chunks drop column vector;
alter table search_documents drop column model;

-- The store that holds copies of the vectors that answer, such as pgvector or Pinecone.
create table search_stores (
  workspace_id text not null references workspaces (id) on delete cascade,
  store text not null,
  -- Under which name everything of this workspace lies there; another for each model.
  namespace text not null,
  model text not null,
  dimensions integer not null check (dimensions between 1 and 16000),
  prepared_at timestamptz,
  -- Since when everything is there, so that it can answer.
  filled_at timestamptz,
  -- When it was last compared with the database, and what was found then.
  checked_at timestamptz,
  found_missing integer not null default 0 check (found_missing >= 0),
  found_foreign integer not null default 0 check (found_foreign >= 0),
  problem text,
  failed_at timestamptz,
  failures integer not null default 0 check (failures >= 0),
  primary key (workspace_id, store)
);

-- What lies in the store as far as is known. Written before it is sent, and kept until it is removed there, so that
-- nothing stays in the store that nobody remembers. It outlives its chunk.
create table search_stored (
  workspace_id text not null references workspaces (id) on delete cascade,
  store text not null,
  collection text not null check (collection in ('call-insights', 'business-context')),
  chunk_id bigint not null,
  -- Null while it is under way.
  sent_at timestamptz,
  primary key (workspace_id, store, chunk_id)
);
