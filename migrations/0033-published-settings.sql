-- What was said of a part of the settings, in its order: by the file of a start, or published while Sophia runs. The
-- newest of a part is in force and stands in workspaces.settings.
create table published_settings (
  workspace_id text not null,
  part text not null check (part in ('limits', 'methods')),
  number integer not null check (number > 0),
  source text not null check (source in ('file', 'person')),
  settings jsonb not null,
  actor jsonb not null,
  at timestamptz not null,
  primary key (workspace_id, part, number)
);
