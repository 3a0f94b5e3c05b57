-- Which signed deliveries have been taken, by a hash of what was signed: the same one again does nothing and is named.
create table taken_deliveries (
  workspace_id text not null references workspaces (id) on delete cascade,
  source text not null,
  mark text not null,
  taken_at timestamptz not null,
  primary key (workspace_id, source, mark)
);
create index taken_deliveries_by_age on taken_deliveries (workspace_id, taken_at);
