-- Where its source shows a call: known from the listing on, also of one that is never stored.
alter table ledger_items add column url text;

update ledger_items item set url = source.url
  from call_sources source
  where source.workspace_id = item.workspace_id and source.source = item.source
    and source.external_id = item.external_id;

-- A system may know one person by several addresses.
alter table identities add column other_emails jsonb not null default '[]';
