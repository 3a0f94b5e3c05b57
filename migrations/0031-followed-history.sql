-- When a call of the history was followed up: nothing of it is proposed, written or told by that.
alter table ledger_items add column followed_at timestamptz;
update ledger_items set followed_at = proposed_at where backfill;
update ledger_items as item set proposed_at = null, written_at = null
  where item.backfill
    and not exists (select from change_sets as change_set where change_set.call_id = item.call_id);
