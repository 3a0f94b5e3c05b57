-- A call can be kept from two stations at once: the gap that is noted later stands before the other.
alter table ledger_items add column gaps_behind jsonb not null default '[]';
