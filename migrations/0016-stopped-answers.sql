-- Who has had enough of the answers in a conversation, up to which question: whatever process makes them looks here.
create table assistant_stops (
  workspace_id text not null references workspaces (id) on delete cascade,
  asked_by text not null,
  conversation text not null,
  -- The place of a question in its channel's own time.
  asked_until double precision not null,
  stopped_at timestamptz not null,
  primary key (workspace_id, asked_by, conversation)
);
