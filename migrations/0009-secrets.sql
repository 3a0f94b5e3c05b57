-- Since when a key of a vendor is known. The key itself is nowhere: only a fingerprint of it under a key of its own,
-- which is encrypted with the key of the machine.
create table vendor_keys (
  id text primary key,
  workspace_id text not null references workspaces (id) on delete cascade,
  -- The setting that holds it.
  name text not null,
  fingerprint_key text not null,
  fingerprint text not null,
  first_seen_at timestamptz not null,
  unique (workspace_id, id)
);
create index vendor_keys_by_name on vendor_keys (workspace_id, name);
