-- Answers that were stopped, questions asked over a live connection, and what became of an answer.

alter table assistant_interactions drop constraint assistant_interactions_outcome_check;
alter table assistant_interactions add constraint assistant_interactions_outcome_check
  check (outcome in ('answered', 'nothing', 'insufficient', 'ask_back', 'out_of_scope', 'stopped'));
alter table assistant_interactions drop constraint assistant_interactions_channel_check;
alter table assistant_interactions add constraint assistant_interactions_channel_check
  check (channel in ('command_line', 'api', 'slack', 'live'));

-- The provider and the model that planned and worded an answer.
alter table assistant_interactions add column model text;

-- Ids of what an answer named beside its proofs: what was done with one of them afterward is an outcome of the answer.
alter table assistant_interactions add column subjects jsonb not null default '[]';
