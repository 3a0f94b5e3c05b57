-- What is cached and when it is old; territories; what is swept.

-- That a transaction has written something with a tag. Only new rows, so that no writer waits for another.
create table cache_marks (
  workspace_id text not null,
  tag text not null,
  transaction_id xid8 not null,
  marked_at timestamptz not null,
  primary key (workspace_id, tag, transaction_id)
);
create index cache_marks_by_age on cache_marks (marked_at);

-- Takes the tag and the column that names the workspace.
create function mark_changed() returns trigger language plpgsql as $$
begin
  execute format(
    'insert into cache_marks (workspace_id, tag, transaction_id, marked_at)
     select distinct %I, $1, pg_current_xact_id(), now() from changed on conflict do nothing', tg_argv[1]) using tg_argv[0];
  return null;
end
$$;

-- What only ever comes with a row of another of these tables is watched for later changes alone.
do $$
declare
  watched record;
  event text;
begin
  for watched in
    select * from (values
      ('crm_records', 'records', 'insert update delete', 'workspace_id'),
      ('crm_associations', 'records', 'insert update delete', 'workspace_id'),
      ('crm_definitions', 'records', 'insert update delete', 'workspace_id'),
      ('calls', 'calls', 'insert update delete', 'workspace_id'),
      ('call_sources', 'calls', 'insert update delete', 'workspace_id'),
      ('call_versions', 'calls', 'update delete', 'workspace_id'),
      ('turns', 'calls', 'update delete', 'workspace_id'),
      ('call_links', 'matches', 'insert update delete', 'workspace_id'),
      ('identities', 'people', 'insert update delete', 'workspace_id'),
      ('analyses', 'analyses', 'insert update delete', 'workspace_id'),
      ('claims', 'analyses', 'update delete', 'workspace_id'),
      ('artifacts', 'analyses', 'update delete', 'workspace_id'),
      ('workspaces', 'workspace', 'update delete', 'id')
    ) as list (name, tag, events, workspace)
  loop
    foreach event in array string_to_array(watched.events, ' ')
    loop
      execute format(
        'create trigger %I after %s on %I referencing %s table as changed for each statement execute function mark_changed(%L, %L)',
        'mark_' || event, event, watched.name, case event when 'delete' then 'old' else 'new' end, watched.tag, watched.workspace);
    end loop;
  end loop;
end
$$;

-- A part of the market by what the CRM says of a deal or of its company, and who is responsible for it.
create table territories (
  id text primary key,
  workspace_id text not null references workspaces (id) on delete cascade,
  name text not null,
  -- Each names a property and the values that belong to it; a deal lies in the territory where all of them hold.
  rules jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (workspace_id, id)
);
create unique index territories_by_name on territories (workspace_id, lower(name));

create table territory_members (
  workspace_id text not null,
  territory_id text not null,
  user_id text not null,
  primary key (territory_id, user_id),
  foreign key (workspace_id, territory_id) references territories (workspace_id, id) on delete cascade,
  foreign key (workspace_id, user_id) references users (workspace_id, id) on delete cascade
);
create index territory_members_by_user on territory_members (user_id);
