-- How often somebody has said what a call is about: what follows from it is planned anew each time.
alter table call_matches add column corrections integer not null default 0;

-- Of several deals, leads or companies that somebody has said of a call, the one said last holds.
update call_links older set ended_at = now()
  where older.ended_at is null and older.method = 'manual' and older.object_type in ('deal', 'lead', 'company')
    and exists (
      select 1 from call_links newer
      where newer.call_id = older.call_id and newer.ended_at is null and newer.method = 'manual'
        and (newer.object_type = older.object_type
          or (newer.object_type in ('deal', 'lead') and older.object_type in ('deal', 'lead')))
        and (newer.created_at, newer.id) > (older.created_at, older.id)
    );
