-- Under which name whoever follows events keeps a place: a number would tell how many events lie between two of them,
-- also of those that they do not see.
alter table outbox add column cursor uuid not null default gen_random_uuid();
create unique index outbox_by_cursor on outbox (cursor);
