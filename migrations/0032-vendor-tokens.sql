-- Tokens that a vendor has renewed, encrypted with the key of the machine, each with the hash of the setting that it
-- came of: another setting begins anew.
create table vendor_tokens (
  workspace_id text not null,
  name text not null,
  sealed text not null,
  updated_at timestamptz not null,
  primary key (workspace_id, name)
);
