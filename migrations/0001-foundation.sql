-- The tables of Sophia. Facts are appended and superseded, never changed in place; every row belongs to one workspace.

create table workspaces (
  id text primary key,
  name text not null,
  currency text not null default 'USD' check (length(currency) = 3),
  time_zone text not null default 'UTC',
  settings jsonb not null default '{}',
  created_at timestamptz not null
);

create table calls (
  id text primary key,
  workspace_id text not null references workspaces (id) on delete cascade,
  source text not null,
  external_id text not null,
  title text,
  started_at timestamptz,
  call_date date,
  time_zone text not null,
  current_version integer not null check (current_version >= 1),
  created_at timestamptz not null,
  unique (workspace_id, source, external_id),
  unique (workspace_id, id)
);
create index calls_by_date on calls (workspace_id, call_date desc nulls last, id desc);

create table call_versions (
  id text primary key,
  workspace_id text not null,
  call_id text not null,
  version integer not null check (version >= 1),
  content_hash text not null,
  format text not null,
  source_name text not null,
  title text,
  started_at timestamptz,
  call_date date,
  time_zone text not null,
  duration_ms integer check (duration_ms >= 0),
  word_count integer not null check (word_count >= 0),
  parties jsonb not null,
  warnings jsonb not null,
  created_at timestamptz not null,
  unique (call_id, version),
  unique (workspace_id, id),
  foreign key (workspace_id, call_id) references calls (workspace_id, id) on delete cascade
);
create index call_versions_by_content on call_versions (workspace_id, content_hash);

create table turns (
  workspace_id text not null,
  call_version_id text not null,
  turn integer not null check (turn >= 0),
  speaker text not null,
  side text not null check (side in ('internal', 'external', 'unknown')),
  text text not null,
  start_ms integer check (start_ms >= 0),
  end_ms integer check (end_ms >= 0),
  cues jsonb not null,
  primary key (call_version_id, turn),
  foreign key (workspace_id, call_version_id) references call_versions (workspace_id, id) on delete cascade
);

create table analyses (
  id text primary key,
  workspace_id text not null,
  call_id text not null,
  call_version integer not null,
  analysis_version integer not null check (analysis_version >= 1),
  engine text not null,
  engine_version text not null,
  prompt_version text,
  provider text,
  model text,
  settings_hash text not null,
  schema_version text not null,
  result_hash text not null,
  proof_hash text not null,
  answers_hash text,
  summary jsonb not null,
  duration_ms integer check (duration_ms >= 0),
  cost_micro_usd bigint not null default 0 check (cost_micro_usd >= 0),
  created_at timestamptz not null,
  unique (call_id, call_version, analysis_version),
  unique (call_id, call_version, settings_hash),
  unique (workspace_id, id),
  foreign key (workspace_id, call_id) references calls (workspace_id, id) on delete cascade,
  foreign key (call_id, call_version) references call_versions (call_id, version) on delete cascade
);
create index analyses_by_workspace on analyses (workspace_id, created_at desc);

create table claims (
  id text primary key,
  workspace_id text not null,
  analysis_id text not null,
  call_id text not null,
  field text not null,
  claim_id text,
  quote text not null check (quote <> ''),
  turn integer not null check (turn >= 0),
  start_offset integer not null check (start_offset >= 0),
  end_offset integer not null check (end_offset > start_offset),
  speaker text not null,
  side text not null check (side in ('internal', 'external', 'unknown')),
  confidence double precision check (confidence between 0 and 1),
  rule text,
  body jsonb not null,
  unique (analysis_id, field),
  foreign key (workspace_id, analysis_id) references analyses (workspace_id, id) on delete cascade
);
create index claims_by_call on claims (call_id);
create index claims_by_field on claims (workspace_id, field);

create table refused_claims (
  id text primary key,
  workspace_id text not null,
  analysis_id text not null,
  field text not null,
  reason text not null,
  quote text not null,
  turn integer,
  detail text not null,
  foreign key (workspace_id, analysis_id) references analyses (workspace_id, id) on delete cascade
);
create index refused_claims_by_analysis on refused_claims (analysis_id);
create index refused_claims_by_reason on refused_claims (workspace_id, reason);

-- Texts, prompts and results by their hash. An erased one keeps its row, so that what was made from it can say so.
create table artifacts (
  workspace_id text not null references workspaces (id) on delete cascade,
  hash text not null,
  media_type text not null,
  content bytea,
  derived_from jsonb not null default '[]',
  created_at timestamptz not null,
  erased_at timestamptz,
  primary key (workspace_id, hash),
  check ((content is null) = (erased_at is not null))
);

create table import_batches (
  id text primary key,
  workspace_id text not null references workspaces (id) on delete cascade,
  options jsonb not null,
  state text not null check (state in ('submitted', 'running', 'finished', 'cancelled')),
  created_at timestamptz not null,
  finished_at timestamptz,
  unique (workspace_id, id)
);
create index import_batches_unfinished on import_batches (workspace_id, created_at) where finished_at is null;

create table import_items (
  id text primary key,
  workspace_id text not null,
  batch_id text not null,
  position integer not null check (position >= 0),
  source_name text not null,
  path text,
  artifact_hash text,
  state text not null check (state in ('pending', 'imported', 'analyzed', 'unchanged', 'refused', 'failed')),
  call_id text references calls (id) on delete set null,
  call_version integer,
  analysis_id text references analyses (id) on delete set null,
  problem jsonb,
  updated_at timestamptz not null,
  foreign key (workspace_id, batch_id) references import_batches (workspace_id, id) on delete cascade
);
create index import_items_by_state on import_items (batch_id, state, position);
create index import_items_by_call on import_items (call_id) where call_id is not null;
create index import_items_by_analysis on import_items (analysis_id) where analysis_id is not null;

create table trackers (
  id text primary key,
  workspace_id text not null references workspaces (id) on delete cascade,
  name text not null,
  definition jsonb not null,
  created_at timestamptz not null,
  superseded_at timestamptz
);
create unique index trackers_current_name on trackers (workspace_id, name) where superseded_at is null;

-- What a model was asked and what it cost is kept even where the analysis it was for never came about.
create table model_usage (
  id text primary key,
  workspace_id text not null references workspaces (id) on delete cascade,
  provider text not null,
  model text not null,
  purpose text not null,
  input_tokens integer not null check (input_tokens >= 0),
  cached_input_tokens integer not null check (cached_input_tokens >= 0),
  output_tokens integer not null check (output_tokens >= 0),
  cost_micro_usd bigint check (cost_micro_usd >= 0),
  estimated boolean not null,
  created_at timestamptz not null
);
create index model_usage_by_time on model_usage (workspace_id, created_at);

-- Outlives what it speaks of, so it refers to nothing.
create table audit_records (
  id text primary key,
  workspace_id text not null,
  at timestamptz not null,
  actor jsonb not null,
  action text not null,
  resource jsonb not null,
  result text not null,
  request_id text not null,
  details jsonb not null default '{}'
);
create index audit_records_by_time on audit_records (workspace_id, at desc);
create index audit_records_by_request on audit_records (request_id);

create table outbox (
  id bigint generated always as identity primary key,
  workspace_id text not null,
  type text not null,
  payload jsonb not null,
  request jsonb not null,
  created_at timestamptz not null,
  dispatched_at timestamptz
);
create index outbox_undelivered on outbox (id) where dispatched_at is null;

-- One row per running worker; its workflows are taken over once the lease has lapsed by the database's clock.
create table workflow_executors (
  executor_id text primary key,
  started_at timestamptz not null,
  lease_until timestamptz not null
);
