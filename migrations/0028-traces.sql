-- The trace of what proposed a set, which its writes go on with whenever they are made; null where none was kept.
alter table change_sets add column traceparent text;
