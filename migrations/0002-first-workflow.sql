-- What the first workflow needs: events as they come in, the mirror of the CRM, matching, change sets, messages, the ledger.

-- An event has a row here before anything else is done with it. The vendor's words are kept until it is done.
create table inbox_events (
  id text primary key,
  workspace_id text not null references workspaces (id) on delete cascade,
  source text not null,
  kind text not null,
  dedupe_key text not null,
  subject text not null,
  payload jsonb not null,
  occurred_at timestamptz,
  received_at timestamptz not null,
  state text not null check (state in ('received', 'done', 'dead')),
  attempts integer not null default 0 check (attempts >= 0),
  problem jsonb,
  settled_at timestamptz,
  unique (workspace_id, source, dedupe_key)
);
create index inbox_events_open on inbox_events (workspace_id, state, received_at) where state <> 'done';
create index inbox_events_by_subject on inbox_events (workspace_id, source, subject);

-- How far a stream of a source has been read; written with each page.
create table sync_cursors (
  workspace_id text not null references workspaces (id) on delete cascade,
  source text not null,
  stream text not null,
  position jsonb not null,
  last_success_at timestamptz,
  last_count integer not null default 0,
  problem jsonb,
  updated_at timestamptz not null,
  primary key (workspace_id, source, stream)
);

-- Work that waits longer than a workflow should: picked up by one ticker once it is due.
create table due_work (
  id text primary key,
  workspace_id text not null references workspaces (id) on delete cascade,
  kind text not null,
  subject text not null,
  payload jsonb not null default '{}',
  due_at timestamptz not null,
  attempts integer not null default 0,
  created_at timestamptz not null,
  unique (workspace_id, kind, subject)
);
create index due_work_by_time on due_work (due_at);

-- An effect outside, with the marker by which it is found again when nobody knows whether it happened.
create table effects (
  id text primary key,
  workspace_id text not null references workspaces (id) on delete cascade,
  target text not null,
  kind text not null,
  key text not null,
  marker text not null,
  state text not null check (state in ('intended', 'sending', 'done', 'refused')),
  attempts integer not null default 0,
  external_id text,
  result jsonb,
  problem jsonb,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (workspace_id, target, key)
);
create index effects_open on effects (workspace_id, updated_at) where state in ('intended', 'sending');

-- The mirror of the CRM.
create table crm_records (
  id text primary key,
  workspace_id text not null references workspaces (id) on delete cascade,
  source text not null,
  object_type text not null check (object_type in ('company', 'contact', 'deal')),
  external_id text not null,
  properties jsonb not null,
  name text,
  email text,
  domain text,
  owner_id text,
  created_at_source timestamptz not null,
  updated_at_source timestamptz not null,
  archived_at timestamptz,
  vanished_at timestamptz,
  merged_into text,
  synced_at timestamptz not null,
  -- Of a deal, when its activities were read last.
  activities_synced_at timestamptz,
  unique (workspace_id, source, object_type, external_id),
  unique (workspace_id, id)
);
create index crm_records_by_email on crm_records (workspace_id, email) where email is not null;
create index crm_records_by_domain on crm_records (workspace_id, domain) where domain is not null;
create index crm_records_by_owner on crm_records (workspace_id, object_type, owner_id);
create index crm_records_by_name on crm_records (workspace_id, object_type, name);

create table crm_property_changes (
  workspace_id text not null,
  record_id text not null,
  property text not null,
  at timestamptz not null,
  position integer not null default 0,
  value text,
  source text not null,
  source_type text not null,
  source_id text,
  user_id text,
  primary key (record_id, property, at, position),
  foreign key (workspace_id, record_id) references crm_records (workspace_id, id) on delete cascade
);

-- What was done with an open deal, and what is to be done; no word of what was written.
create table crm_activities (
  workspace_id text not null,
  record_id text not null,
  kind text not null check (kind in ('note', 'task', 'call', 'email', 'meeting')),
  external_id text not null,
  at timestamptz not null,
  direction text check (direction in ('incoming', 'outgoing')),
  done boolean,
  owner_id text,
  primary key (record_id, kind, external_id),
  foreign key (workspace_id, record_id) references crm_records (workspace_id, id) on delete cascade
);
create index crm_activities_by_time on crm_activities (workspace_id, record_id, at desc);

create table crm_associations (
  workspace_id text not null references workspaces (id) on delete cascade,
  source text not null,
  from_type text not null,
  from_external_id text not null,
  to_type text not null,
  to_external_id text not null,
  labels jsonb not null default '[]',
  synced_at timestamptz not null,
  primary key (workspace_id, source, from_type, from_external_id, to_type, to_external_id)
);
create index crm_associations_back on crm_associations (workspace_id, source, to_type, to_external_id, from_type);

-- Owners, pipelines and property definitions, as the CRM describes itself.
create table crm_definitions (
  workspace_id text not null references workspaces (id) on delete cascade,
  source text not null,
  kind text not null check (kind in ('owner', 'pipeline', 'property')),
  scope text not null,
  external_id text not null,
  body jsonb not null,
  gone_at timestamptz,
  updated_at timestamptz not null,
  primary key (workspace_id, source, kind, scope, external_id)
);

-- Two records that seem to be one, with what speaks for it; merged only where a person says so.
create table crm_duplicates (
  id text primary key,
  workspace_id text not null references workspaces (id) on delete cascade,
  object_type text not null,
  kept_record_id text not null,
  other_record_id text not null,
  evidence jsonb not null,
  confidence double precision not null check (confidence between 0 and 1),
  state text not null check (state in ('found', 'proposed', 'merged', 'rejected', 'cleared')),
  change_set_id text,
  found_at timestamptz not null,
  settled_at timestamptz,
  unique (workspace_id, kept_record_id, other_record_id)
);

-- One person, and what each system calls them. An identity moved between people keeps its history.
create table people (
  id text primary key,
  workspace_id text not null references workspaces (id) on delete cascade,
  kind text not null check (kind in ('employee', 'contact')),
  name text not null,
  created_at timestamptz not null,
  merged_into text,
  unique (workspace_id, id)
);

create table identities (
  id text primary key,
  workspace_id text not null,
  person_id text not null,
  source text not null,
  external_id text not null,
  name text,
  email text,
  evidence jsonb not null,
  manual boolean not null default false,
  created_at timestamptz not null,
  ended_at timestamptz,
  foreign key (workspace_id, person_id) references people (workspace_id, id) on delete cascade
);
create unique index identities_current on identities (workspace_id, source, external_id) where ended_at is null;
create index identities_by_email on identities (workspace_id, email) where ended_at is null;

-- What a call is about. A link set by a person is never replaced by a rule.
create table call_links (
  id text primary key,
  workspace_id text not null references workspaces (id) on delete cascade,
  call_id text not null references calls (id) on delete cascade,
  object_type text not null check (object_type in ('company', 'contact', 'deal')),
  record_id text not null references crm_records (id) on delete cascade,
  party text,
  method text not null check (method in ('email', 'domain', 'name', 'association', 'manual')),
  confidence double precision not null check (confidence between 0 and 1),
  evidence text not null,
  created_at timestamptz not null,
  ended_at timestamptz
);
create unique index call_links_current on call_links (call_id, record_id) where ended_at is null;
create index call_links_by_record on call_links (workspace_id, record_id) where ended_at is null;

create table call_matches (
  call_id text primary key references calls (id) on delete cascade,
  workspace_id text not null references workspaces (id) on delete cascade,
  state text not null check (state in ('matched', 'partly', 'ambiguous', 'unmatched')),
  candidates jsonb not null default '[]',
  manual boolean not null default false,
  attempts integer not null default 0,
  first_tried_at timestamptz not null,
  last_tried_at timestamptz not null
);
create index call_matches_open on call_matches (workspace_id, state) where state <> 'matched';

-- Where a call came from, and what the vendor itself says of it, beside our own analysis.
create table call_sources (
  call_id text primary key references calls (id) on delete cascade,
  workspace_id text not null references workspaces (id) on delete cascade,
  source text not null,
  external_id text not null,
  url text,
  primary_user_id text,
  scheduled_at timestamptz,
  duration_seconds integer,
  parties jsonb not null,
  insights jsonb,
  updated_at timestamptz not null,
  unique (workspace_id, source, external_id)
);

create table change_sets (
  id text primary key,
  workspace_id text not null references workspaces (id) on delete cascade,
  kind text not null check (kind in ('call', 'setup', 'merge', 'reminder', 'manual')),
  key text not null,
  title text not null,
  call_id text references calls (id) on delete cascade,
  analysis_id text references analyses (id) on delete set null,
  dry_run boolean not null,
  tainted boolean not null,
  policy_hash text not null,
  proposed_at timestamptz not null,
  expires_at timestamptz,
  reminded_at timestamptz,
  unique (workspace_id, key),
  unique (workspace_id, id)
);
create index change_sets_by_time on change_sets (workspace_id, proposed_at desc);
create index change_sets_by_call on change_sets (call_id);

create table changes (
  id text primary key,
  workspace_id text not null,
  change_set_id text not null,
  position integer not null check (position >= 0),
  target_type text,
  target_id text,
  target_name text,
  action jsonb not null,
  -- What the change is about, whatever it says: two of one identity that are open would be one change twice.
  identity text not null,
  property text,
  old_value text,
  old_value_source text,
  old_value_at timestamptz,
  evidence jsonb not null,
  confidence double precision not null check (confidence between 0 and 1),
  rule text not null,
  stakes text not null check (stakes in ('low', 'medium', 'high')),
  verdict text not null check (verdict in ('automatic', 'ask', 'suggest', 'refuse')),
  policy_rule text not null,
  reason text not null,
  -- What the policy was asked, and who decides within which time.
  facts jsonb not null,
  terms jsonb not null,
  state text not null,
  edited_value text,
  read_back_value text,
  external_id text,
  problem text,
  applied_at timestamptz,
  undone_at timestamptz,
  updated_at timestamptz not null,
  unique (change_set_id, position),
  foreign key (workspace_id, change_set_id) references change_sets (workspace_id, id) on delete cascade
);
create index changes_by_state on changes (workspace_id, state);
create index changes_by_identity on changes (workspace_id, identity);
create index changes_by_target on changes (workspace_id, target_type, target_id, property);

-- Every move of a change, who made it and why.
create table change_moves (
  id text primary key,
  workspace_id text not null,
  change_id text not null references changes (id) on delete cascade,
  from_state text,
  to_state text not null,
  actor jsonb not null,
  reason text,
  at timestamptz not null
);
create index change_moves_by_change on change_moves (change_id, at);

-- What each person said to a change; several may have to agree.
create table approval_decisions (
  id text primary key,
  workspace_id text not null,
  change_id text not null references changes (id) on delete cascade,
  decided_by text not null,
  decision text not null check (decision in ('approve', 'edit', 'reject')),
  value text,
  reason text,
  at timestamptz not null,
  unique (change_id, decided_by)
);

-- Every attempt to bring something from one system into another.
create table crm_sync_log (
  id text primary key,
  workspace_id text not null references workspaces (id) on delete cascade,
  at timestamptz not null,
  source_system text not null,
  target_system text not null,
  entity_type text not null,
  entity_id text,
  operation text not null check (operation in ('create', 'update', 'delete')),
  data jsonb not null,
  status text not null,
  error text,
  change_id text,
  started_at timestamptz not null,
  ended_at timestamptz
);
create index crm_sync_log_started on crm_sync_log (change_id) where status = 'started';
create index crm_sync_log_by_time on crm_sync_log (workspace_id, at desc);
create index crm_sync_log_by_entity on crm_sync_log (workspace_id, target_system, entity_type, entity_id);

-- The way of each call through Sophia: when it was reached, and what keeps it from the next station.
create table ledger_items (
  workspace_id text not null references workspaces (id) on delete cascade,
  source text not null,
  external_id text not null,
  day date not null,
  title text,
  call_id text,
  started_at timestamptz,
  expected_at timestamptz,
  received_at timestamptz,
  stored_at timestamptz,
  analyzed_at timestamptz,
  proposed_at timestamptz,
  written_at timestamptz,
  announced_at timestamptz,
  excluded text,
  backfill boolean not null default false,
  gap_missing text,
  gap_cause text,
  gap_detail text,
  gap_since timestamptz,
  gap_attempts integer not null default 0,
  gap_next_attempt_at timestamptz,
  updated_at timestamptz not null,
  primary key (workspace_id, source, external_id)
);
create index ledger_items_by_day on ledger_items (workspace_id, source, day);
create index ledger_items_by_call on ledger_items (call_id) where call_id is not null;
create index ledger_items_with_gap on ledger_items (workspace_id, gap_since) where gap_cause is not null;

-- What is not as it was at a vendor: how it describes itself, or what it lists.
create table drifts (
  id text primary key,
  workspace_id text not null references workspaces (id) on delete cascade,
  source text not null,
  what text not null,
  key text not null,
  lines jsonb not null,
  found_at timestamptz not null,
  unique (workspace_id, source, key)
);
create index drifts_by_time on drifts (workspace_id, found_at desc);

-- What was promised in a call, by us or by the buyer, and what became of it.
create table commitments (
  id text primary key,
  workspace_id text not null references workspaces (id) on delete cascade,
  call_id text not null references calls (id) on delete cascade,
  claim_id text not null,
  deal_record_id text,
  company_record_id text,
  owner text not null,
  side text not null check (side in ('internal', 'external', 'unknown')),
  text text not null,
  -- What was said just before, which often names the thing.
  context text not null default '',
  evidence jsonb not null,
  due_date date,
  -- The same promise, made before and not settled yet.
  repeats text references commitments (id) on delete set null,
  state text not null check (state in ('open', 'kept', 'broken', 'dropped')),
  settled_by jsonb,
  settled_at timestamptz,
  reminded_at timestamptz,
  reminders integer not null default 0 check (reminders >= 0),
  created_at timestamptz not null,
  unique (call_id, claim_id)
);
create index commitments_open on commitments (workspace_id, due_date) where state = 'open';
create index commitments_by_deal on commitments (workspace_id, deal_record_id);
create index commitments_by_company on commitments (workspace_id, company_record_id);
create index commitments_by_first on commitments (repeats);

-- What a call says of a field of the CRM, kept to be held against the record again whenever that changes.
create table call_statements (
  id text primary key,
  workspace_id text not null references workspaces (id) on delete cascade,
  call_id text not null references calls (id) on delete cascade,
  record_id text not null references crm_records (id) on delete cascade,
  kind text not null,
  property text not null,
  sense text not null,
  value text not null,
  evidence jsonb not null,
  confidence double precision not null check (confidence between 0 and 1),
  said_at timestamptz not null,
  unique (call_id, record_id, kind)
);
create index call_statements_by_record on call_statements (workspace_id, record_id, said_at);
create index call_statements_by_time on call_statements (workspace_id, said_at);

-- Where a call says another thing than the CRM. Who is right is never for Sophia alone to say; where the CRM agrees
-- later, or has gone on, it is cleared with the reason.
create table contradictions (
  id text primary key,
  workspace_id text not null references workspaces (id) on delete cascade,
  record_id text not null references crm_records (id) on delete cascade,
  kind text not null,
  property text not null,
  crm_value text,
  said_value text not null,
  call_id text not null references calls (id) on delete cascade,
  said_at timestamptz not null,
  evidence jsonb not null,
  owner_id text,
  state text not null check (state in ('open', 'crm_right', 'call_right', 'cleared')),
  -- The change that asks for this very field, where one waits for a person.
  change_id text references changes (id) on delete set null,
  resolved_by jsonb,
  resolved_at timestamptz,
  resolved_because text,
  found_at timestamptz not null,
  unique (record_id, property, call_id)
);
create index contradictions_open on contradictions (workspace_id, found_at) where state = 'open';
create index contradictions_by_change on contradictions (change_id) where change_id is not null;

create table deal_warnings (
  id text primary key,
  workspace_id text not null references workspaces (id) on delete cascade,
  record_id text not null references crm_records (id) on delete cascade,
  kind text not null,
  severity text not null check (severity in ('low', 'medium', 'high')),
  explanation text not null,
  evidence jsonb not null,
  raised_at timestamptz not null,
  cleared_at timestamptz,
  cleared_because text
);
create unique index deal_warnings_current on deal_warnings (record_id, kind) where cleared_at is null;
create index deal_warnings_by_workspace on deal_warnings (workspace_id, raised_at desc);

-- Something to be told to somebody. Several that come together are bundled into one message.
create table notifications (
  id text primary key,
  workspace_id text not null references workspaces (id) on delete cascade,
  kind text not null,
  key text not null,
  severity text not null check (severity in ('low', 'medium', 'high')),
  subject jsonb not null,
  destination jsonb not null,
  state text not null check (state in ('waiting', 'sent', 'bundled', 'muted', 'undeliverable')),
  held_until timestamptz,
  channel_id text,
  message_id text,
  -- Further messages of one that did not fit into a single one, in its thread.
  parts jsonb not null default '[]',
  bundle_id text,
  problem jsonb,
  created_at timestamptz not null,
  sent_at timestamptz,
  unique (workspace_id, key)
);
create index notifications_waiting on notifications (workspace_id, created_at) where state = 'waiting';
create index notifications_recent on notifications (workspace_id, (coalesce(held_until, created_at)));
create index notifications_by_message on notifications (workspace_id, channel_id, message_id) where message_id is not null;
create index notifications_by_change_set on notifications (workspace_id, (subject ->> 'changeSetId'));

-- The channels and people of the chat, as it describes itself; a channel may be the one of an account.
create table chat_channels (
  workspace_id text not null references workspaces (id) on delete cascade,
  source text not null,
  external_id text not null,
  name text not null,
  is_private boolean not null,
  is_archived boolean not null,
  is_member boolean not null,
  account_record_id text,
  synced_at timestamptz not null,
  primary key (workspace_id, source, external_id)
);
create index chat_channels_by_name on chat_channels (workspace_id, source, name);
create index chat_channels_by_account on chat_channels (workspace_id, account_record_id) where account_record_id is not null;

create table chat_users (
  workspace_id text not null references workspaces (id) on delete cascade,
  source text not null,
  external_id text not null,
  name text not null,
  email text,
  time_zone text,
  active boolean not null,
  synced_at timestamptz not null,
  primary key (workspace_id, source, external_id)
);
create index chat_users_by_email on chat_users (workspace_id, source, email) where email is not null;

create table notification_settings (
  workspace_id text not null references workspaces (id) on delete cascade,
  scope text not null,
  settings jsonb not null,
  updated_at timestamptz not null,
  primary key (workspace_id, scope)
);

-- What people did in the chat, and what came of it.
create table chat_interactions (
  id text primary key,
  workspace_id text not null references workspaces (id) on delete cascade,
  kind text not null,
  user_id text not null,
  channel_id text,
  input jsonb not null,
  outcome text not null,
  problem jsonb,
  at timestamptz not null
);
create index chat_interactions_by_time on chat_interactions (workspace_id, at desc);
