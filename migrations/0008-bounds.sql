-- Which properties of a contact stand in a chunk, so that it is found by nobody from whom one of them is kept. Contacts
-- are indexed anew: how one is reached stands in a chunk of its own from now on.
alter table search_chunks add column fields jsonb not null default '[]';

insert into search_pending (workspace_id, kind, subject_id, noted_at, attempts)
select workspace_id, 'record', record_id, indexed_at, 0 from search_documents
where kind = 'contact' and record_id is not null
on conflict (workspace_id, kind, subject_id) do nothing;
delete from search_documents where kind = 'contact';
