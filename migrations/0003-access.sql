-- Who may do what: people, their sessions and keys, teams; and the audit trail as a chain.

create table users (
  id text primary key,
  workspace_id text not null references workspaces (id) on delete cascade,
  email text not null check (email = lower(email)),
  name text not null,
  role text not null check (role in ('administrator', 'revenue_operations', 'manager', 'representative', 'executive', 'read_only')),
  state text not null check (state in ('invited', 'active', 'ended')),
  password_hash text,
  created_at timestamptz not null,
  activated_at timestamptz,
  ended_at timestamptz,
  unique (workspace_id, email),
  unique (workspace_id, id),
  check (state <> 'active' or password_hash is not null)
);
create index users_active on users (workspace_id) where state = 'active';

-- A link that sets a password, once. Only its hash is kept, as of every secret below.
create table user_links (
  id text primary key,
  workspace_id text not null,
  user_id text not null,
  token_hash text not null unique,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  withdrawn_at timestamptz,
  foreign key (workspace_id, user_id) references users (workspace_id, id) on delete cascade
);
create index user_links_by_user on user_links (user_id);

create table sessions (
  id text primary key,
  workspace_id text not null,
  user_id text not null,
  token_hash text not null unique,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_because text,
  ip_address text,
  foreign key (workspace_id, user_id) references users (workspace_id, id) on delete cascade,
  check ((ended_at is null) = (ended_because is null))
);
create index sessions_by_user on sessions (workspace_id, user_id, created_at desc);

create table api_keys (
  id text primary key,
  workspace_id text not null references workspaces (id) on delete cascade,
  kind text not null check (kind in ('personal', 'service')),
  -- Whose key it is; of a service key with the role agent, whom it acts for.
  user_id text,
  name text not null,
  -- Of a service key.
  role text,
  scopes jsonb,
  token_hash text not null unique,
  hint text not null,
  created_at timestamptz not null,
  created_by jsonb not null,
  expires_at timestamptz,
  revoked_at timestamptz,
  replaced_by text,
  last_used_at timestamptz,
  foreign key (workspace_id, user_id) references users (workspace_id, id) on delete cascade,
  check ((kind = 'personal') = (role is null)),
  check (kind <> 'personal' or user_id is not null),
  check (role <> 'agent' or user_id is not null)
);
create index api_keys_by_workspace on api_keys (workspace_id, created_at desc);

-- What signs access tokens. The private half is encrypted with a key that is not in the database.
create table signing_keys (
  id text primary key,
  workspace_id text not null references workspaces (id) on delete cascade,
  public_key jsonb not null,
  private_key text not null,
  created_at timestamptz not null,
  signs_until timestamptz not null
);
create index signing_keys_by_workspace on signing_keys (workspace_id, created_at desc);

create table teams (
  id text primary key,
  workspace_id text not null references workspaces (id) on delete cascade,
  name text not null,
  created_at timestamptz not null,
  unique (workspace_id, id)
);
create unique index teams_by_name on teams (workspace_id, lower(name));

create table team_members (
  workspace_id text not null,
  team_id text not null,
  user_id text not null,
  leads boolean not null,
  primary key (team_id, user_id),
  foreign key (workspace_id, team_id) references teams (workspace_id, id) on delete cascade,
  foreign key (workspace_id, user_id) references users (workspace_id, id) on delete cascade
);
create index team_members_by_user on team_members (user_id);

-- How often in a row a password was wrong, for each address and where it was tried from.
create table sign_in_failures (
  workspace_id text not null references workspaces (id) on delete cascade,
  subject text not null,
  failures integer not null check (failures >= 1),
  last_at timestamptz not null,
  primary key (workspace_id, subject)
);

-- Each record holds the hash of the one before it; the head says which is the last, so that its loss shows too.
alter table audit_records add column sequence bigint, add column hash text, add column ip_address text;
create unique index audit_records_in_chain on audit_records (workspace_id, sequence) where sequence is not null;

create table audit_heads (
  workspace_id text primary key,
  sequence bigint not null,
  hash text not null,
  -- Records from before there was a chain.
  unchained integer not null
);
insert into audit_heads (workspace_id, sequence, hash, unchained)
  select workspace_id, 0, '', count(*) from audit_records group by workspace_id;
