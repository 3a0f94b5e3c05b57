-- How often the words of a call have returned to an earlier version.
alter table calls add column returns integer not null default 0;
