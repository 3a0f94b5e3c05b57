-- Which words of calls that are gone stand in the CRM still, by hash: they are kept from everybody.
create table left_words (
  workspace_id text not null references workspaces (id) on delete cascade,
  object_type text not null,
  external_id text not null,
  property text not null,
  value_hash text not null,
  primary key (workspace_id, object_type, external_id, property, value_hash)
);
create index left_words_by_record on left_words (workspace_id, external_id);

-- What was kept of a record may hold them.
create trigger mark_insert after insert on left_words
  referencing new table as changed for each statement execute function mark_changed('records', 'workspace_id');
