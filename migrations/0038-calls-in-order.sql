-- The order in which calls are listed, so that a page begins where the one before it ended.
create index calls_in_order on calls (workspace_id, coalesce(call_date, '-infinity'::date) desc,
  coalesce(started_at, '-infinity'::timestamptz) desc, id desc);
