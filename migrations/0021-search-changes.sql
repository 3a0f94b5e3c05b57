-- Which documents of search a transaction has put in, taken out or given vectors: what a process has in memory is kept
-- in step by reading these alone. Only new rows, so that no writer waits for another.
create table search_changes (
  workspace_id text not null,
  document_id text not null,
  transaction_id xid8 not null,
  changed_at timestamptz not null,
  primary key (workspace_id, transaction_id, document_id)
);
create index search_changes_by_age on search_changes (changed_at);

-- A trigger, as most of what is taken out goes with a call or a record.
create function note_search_change() returns trigger language plpgsql as $$
begin
  insert into search_changes (workspace_id, document_id, transaction_id, changed_at)
    select workspace_id, id, pg_current_xact_id(), now() from changed on conflict do nothing;
  return null;
end
$$;
create trigger search_documents_put_in after insert on search_documents
  referencing new table as changed for each statement execute function note_search_change();
create trigger search_documents_taken_out after delete on search_documents
  referencing old table as changed for each statement execute function note_search_change();
