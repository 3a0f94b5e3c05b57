-- What belongs to deals and is kept beside the records: line items, and the e-mails that may be read.
create table crm_details (
  id text primary key,
  workspace_id text not null references workspaces (id) on delete cascade,
  source text not null,
  object_type text not null check (object_type in ('line_item', 'email')),
  external_id text not null,
  properties jsonb not null,
  created_at_source timestamptz not null,
  updated_at_source timestamptz not null,
  synced_at timestamptz not null,
  -- Of an e-mail: when what it says was written down; null while that is to be done.
  noted_at timestamptz,
  unique (workspace_id, source, object_type, external_id)
);
create index crm_details_to_note on crm_details (workspace_id, id) where object_type = 'email' and noted_at is null;

-- A statement is made in a call or in an e-mail. An e-mail that is gone is told of, so that no foreign key takes it back.
alter table call_statements alter column call_id drop not null;
alter table call_statements add column email_id text;
alter table call_statements add constraint call_statements_said_in check ((call_id is null) <> (email_id is null));
create unique index call_statements_by_email on call_statements (email_id, record_id, kind) where email_id is not null;

alter table contradictions alter column call_id drop not null;
alter table contradictions add column email_id text;
alter table contradictions add column other_value text;
alter table contradictions add constraint contradictions_said_in check ((call_id is null) <> (email_id is null));
create unique index contradictions_by_email on contradictions (record_id, property, email_id) where email_id is not null;
alter table contradictions drop constraint contradictions_state_check;
alter table contradictions add constraint contradictions_state_check
  check (state in ('open', 'crm_right', 'call_right', 'email_right', 'cleared'));
