-- What an owner, a team or the whole company is to win in a period; the pipeline holds its forecast against it.
create table pipeline_quotas (
  id text primary key,
  workspace_id text not null references workspaces (id) on delete cascade,
  subject_kind text not null check (subject_kind in ('company', 'team', 'owner')),
  -- The id of the owner or team in the CRM or in Sophia; empty for the company.
  subject_id text not null,
  subject_name text not null,
  from_day date not null,
  to_day date not null check (to_day >= from_day),
  currency text not null,
  amount_minor bigint not null check (amount_minor >= 0),
  set_at timestamptz not null,
  unique (workspace_id, subject_kind, subject_id, from_day, to_day, currency)
);
