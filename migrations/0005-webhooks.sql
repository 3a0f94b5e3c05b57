-- Webhooks out and live events.

-- Ids are given before commits are: only by its transaction is it known that no earlier event is still to come.
alter table outbox add column transaction_id xid8 not null default pg_current_xact_id();
create index outbox_by_commit on outbox (transaction_id, id);

-- Where programs are told what happened, and which of it.
create table webhook_endpoints (
  id text primary key,
  workspace_id text not null references workspaces (id) on delete cascade,
  url text not null,
  description text,
  types jsonb not null,
  secret text not null,
  -- Signed with as well until then, so that a receiver can change over.
  previous_secret text,
  previous_secret_until timestamptz,
  state text not null check (state in ('active', 'disabled')),
  problem jsonb,
  -- Since the last delivery that was taken; null where it was.
  failing_since timestamptz,
  last_delivered_at timestamptz,
  -- Which run delivers, so that one alone does and the order holds.
  lease_holder text,
  lease_until timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (workspace_id, id)
);

-- One event for one endpoint. The body is kept as it is signed: ids and figures, no text of a call.
create table webhook_deliveries (
  id text primary key,
  workspace_id text not null,
  endpoint_id text not null,
  -- The same whenever it is sent again: by it a receiver knows what it has.
  message_id text not null,
  -- Of the outbox; null for a test.
  event_id bigint,
  type text not null,
  body text not null,
  occurred_at timestamptz not null,
  state text not null check (state in ('waiting', 'delivered', 'dead')),
  -- Of this run of tries; a replay begins anew.
  attempts integer not null default 0 check (attempts >= 0),
  next_attempt_at timestamptz,
  problem jsonb,
  created_at timestamptz not null,
  settled_at timestamptz,
  unique (endpoint_id, message_id),
  unique (workspace_id, id),
  foreign key (workspace_id, endpoint_id) references webhook_endpoints (workspace_id, id) on delete cascade
);
create index webhook_deliveries_waiting on webhook_deliveries (endpoint_id, event_id) where state = 'waiting';
create index webhook_deliveries_settled on webhook_deliveries (endpoint_id, settled_at) where settled_at is not null;
create index webhook_deliveries_by_endpoint on webhook_deliveries (workspace_id, endpoint_id, id);

-- Every request that was made, with the beginning of what was answered.
create table webhook_attempts (
  id text primary key,
  workspace_id text not null,
  delivery_id text not null,
  at timestamptz not null,
  duration_ms integer not null,
  outcome text not null check (outcome in ('delivered', 'refused', 'timeout', 'unreachable', 'blocked')),
  status integer,
  response_excerpt text,
  foreign key (workspace_id, delivery_id) references webhook_deliveries (workspace_id, id) on delete cascade
);
create index webhook_attempts_by_delivery on webhook_attempts (workspace_id, delivery_id, id);
