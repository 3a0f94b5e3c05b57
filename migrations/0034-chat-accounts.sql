-- Whose account somebody in the chat has, where an administrator has said so: for one whose address there is another
-- than the one of the account. It counts while the chat gives that same address, and ends without being deleted.
create table chat_accounts (
  id text primary key,
  workspace_id text not null,
  source text not null,
  external_id text not null,
  address text not null,
  user_id text not null,
  because text not null,
  linked_by jsonb not null,
  linked_at timestamptz not null,
  ended_at timestamptz
);

create unique index chat_accounts_holding on chat_accounts (workspace_id, source, external_id) where ended_at is null;
