-- What a client has asked for with an idempotency key, so that the same request again gets the same answer.
create table request_keys (
  workspace_id text not null references workspaces (id) on delete cascade,
  -- Who asked: keys of different people and programs do not meet.
  client text not null,
  key text not null,
  request_hash text not null,
  state text not null check (state in ('running', 'done')),
  status integer,
  -- The body as it was sent, byte for byte.
  answer text,
  started_at timestamptz not null,
  primary key (workspace_id, client, key)
);
create index request_keys_by_age on request_keys (workspace_id, started_at);
