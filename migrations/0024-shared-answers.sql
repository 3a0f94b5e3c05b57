-- When whoever asked made an answer one that others may open; null for one that is theirs alone.
alter table assistant_interactions add column shared_at timestamptz;
