-- Who has taken in whom: what was written on the one is followed to the other.
create index crm_records_by_merge on crm_records (merged_into) where merged_into is not null;
