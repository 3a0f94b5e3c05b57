-- What a call asks of the history before it is found without going through what was settled long ago.
create index commitments_open_by_deal on commitments (workspace_id, deal_record_id) where state = 'open';
create index commitments_open_by_company on commitments (workspace_id, company_record_id) where state = 'open';
create index commitments_done_by_deal on commitments (workspace_id, deal_record_id)
  where settled_by ->> 'by' = 'activity';
create index commitments_done_by_company on commitments (workspace_id, company_record_id)
  where settled_by ->> 'by' = 'activity';
create index commitments_by_settling_call on commitments ((settled_by ->> 'callId'))
  where settled_by ->> 'callId' is not null;

create index changes_standing on changes (workspace_id, identity)
  where property is null or state not in ('applied', 'rejected', 'undone', 'undo_refused');
create index changes_by_call on changes using gin ((jsonb_path_query_array(evidence, '$[*].callId')) jsonb_path_ops);

create index calls_by_start on calls (workspace_id, started_at desc nulls last, id desc);

create index notifications_by_call on notifications (workspace_id, (subject ->> 'callId'))
  where subject ->> 'callId' is not null;
create index notifications_by_commitment on notifications (workspace_id, (subject ->> 'commitmentId'))
  where subject ->> 'commitmentId' is not null;
create index notifications_by_contradiction on notifications (workspace_id, (subject ->> 'contradictionId'))
  where subject ->> 'contradictionId' is not null;
create index notifications_by_warning on notifications (workspace_id, (subject ->> 'warningId'))
  where subject ->> 'warningId' is not null;
