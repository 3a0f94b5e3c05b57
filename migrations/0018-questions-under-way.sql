-- What is being answered and may be stopped, and what was: whoever stops is told whether there was anything to stop.
create table assistant_under_way (
  workspace_id text not null references workspaces (id) on delete cascade,
  asked_by text not null,
  conversation text not null,
  -- The place of the question in its channel's own time.
  asked_at double precision not null,
  -- The conversations in which a word to stop ends it.
  stopped_in jsonb not null,
  began_at timestamptz not null,
  -- The place of the word that ended it; null while it is being answered. What came to its own end is no longer here.
  stopped_until double precision,
  primary key (workspace_id, asked_by, conversation, asked_at)
);
