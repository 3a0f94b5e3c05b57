-- The pipeline as it stood at the end of each day, and what was forecast from it.

-- A day that is frozen; `history` where it was rebuilt later from the history of the CRM.
create table pipeline_snapshots (
  workspace_id text not null references workspaces (id) on delete cascade,
  day date not null,
  origin text not null check (origin in ('nightly', 'history')),
  taken_at timestamptz not null,
  primary key (workspace_id, day)
);

-- What a deal was at the end of `from_day` and of every frozen day before `until_day`; only that end is ever written later.
create table pipeline_positions (
  workspace_id text not null,
  record_id text not null,
  from_day date not null,
  until_day date,
  state text not null check (state in ('open', 'won', 'lost')),
  pipeline_id text,
  stage_id text,
  stage_since date not null,
  probability double precision,
  owner_id text,
  amount_minor bigint,
  currency text not null,
  close_day date,
  primary key (workspace_id, record_id, from_day),
  foreign key (workspace_id, record_id) references crm_records (workspace_id, id) on delete cascade,
  check (until_day is null or until_day > from_day)
);
create index pipeline_positions_by_day on pipeline_positions (workspace_id, from_day, until_day);

-- A forecast as it was made, with its track record of that night; the range is null where it was refused.
create table pipeline_forecasts (
  workspace_id text not null references workspaces (id) on delete cascade,
  made_on date not null,
  period_from date not null,
  period_to date not null,
  currency text not null,
  won_minor bigint not null,
  open_minor bigint not null,
  low_minor bigint,
  expected_minor bigint,
  high_minor bigint,
  nights integer not null check (nights >= 0),
  inside integer not null check (inside between 0 and nights),
  body jsonb not null,
  made_at timestamptz not null,
  primary key (workspace_id, made_on, period_from, period_to, currency),
  check ((low_minor is null) = (high_minor is null) and (low_minor is null) = (expected_minor is null))
);
