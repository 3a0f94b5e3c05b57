-- What names an activity of the CRM, by which it is known that a promise was kept; never its text.
alter table crm_activities add column subject text;

-- How many requests all processes together have sent to a vendor in the window that is open; no workspace's, since the
-- limit is one of the vendor's account.
create table vendor_turns (
  host text primary key,
  ends_at timestamptz not null,
  taken integer not null check (taken >= 0)
);
