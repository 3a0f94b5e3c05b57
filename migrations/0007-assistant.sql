-- Questions and their answers, and what a claim says in words that can be counted.

alter table claims add column kind text;
alter table claims add column name text;
alter table claims add column outcome text;

-- The claims of analyses that were stored before, from the frames of their results.
with frames as materialized (
  select analyses.id, convert_from(artifacts.content, 'UTF8')::jsonb -> 'frame' as body
  from analyses
  join artifacts on artifacts.workspace_id = analyses.workspace_id and artifacts.hash = analyses.result_hash
  where artifacts.content is not null
), framed as (
  select claim.id, frames.body #> place.path as node,
    frames.body #>> (place.path || '{name}') as own_name,
    frames.body #>> (place.path[:cardinality(place.path) - 2] || '{name}') as upper_name
  from claims claim
  join frames on frames.id = claim.analysis_id
  cross join lateral (select string_to_array(claim.field, '.') as path) place
)
update claims set
  kind = framed.node ->> 'kind',
  name = coalesce(framed.own_name, framed.upper_name),
  outcome = case
    when framed.node ->> 'answered' = 'true' then 'answered'
    when framed.node ->> 'answered' = 'false' then 'unanswered'
    else coalesce(framed.node ->> 'answer', framed.node ->> 'severity', framed.node ->> 'ownerSide', framed.node ->> 'direction')
  end
from framed
where claims.id = framed.id;

create index claims_by_list on claims (workspace_id, (body ->> 'list'));

-- What was asked, how it was understood and what was answered; a rating makes it a case of the evaluation set.
create table assistant_interactions (
  id text primary key,
  workspace_id text not null references workspaces (id) on delete cascade,
  asked_by text not null,
  channel text not null check (channel in ('command_line', 'api', 'slack')),
  -- Of a thread, a terminal or a chat: what follows in it may leave out what was said before.
  conversation text,
  question text not null,
  intent text,
  confidence double precision not null check (confidence between 0 and 1),
  entities jsonb not null,
  outcome text not null check (outcome in ('answered', 'nothing', 'insufficient', 'ask_back', 'out_of_scope')),
  answer jsonb not null,
  mode text not null check (mode in ('rules', 'model')),
  duration_ms integer not null check (duration_ms >= 0),
  rating integer check (rating in (1, 5)),
  rating_reason text,
  rated_by text,
  rated_at timestamptz,
  asked_at timestamptz not null,
  unique (workspace_id, id)
);
create index assistant_interactions_by_time on assistant_interactions (workspace_id, asked_at desc);
create index assistant_interactions_by_conversation on assistant_interactions (workspace_id, conversation, asked_at desc)
  where conversation is not null;
create index assistant_interactions_rated on assistant_interactions (workspace_id, rated_at) where rating is not null;
