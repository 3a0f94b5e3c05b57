-- Who has taken in whom: what was written on the one is followed to the other.
create index crm_records_by_merge on crm_records (merged_into) where merged_into is not null;

-- By type and id of a record in the CRM, as `deal 501`, the ids that it had, or that its parts had, before they were merged.
create function merged_records(workspace text) returns jsonb language sql stable as $$
  with recursive merges (object_type, former, next) as (
    select object_type, external_id, merged_into from crm_records where workspace_id = workspace and merged_into is not null
    union
    select merges.object_type, merges.former, further.merged_into from merges
      join crm_records further on further.id = merges.next and further.merged_into is not null)
  select jsonb_object_agg(named.name, named.formers) from (
    select merges.object_type || ' ' || winner.external_id as name, jsonb_agg(merges.former) as formers
    from merges join crm_records winner on winner.id = merges.next group by 1) named
$$;

-- The ids under which something may have been written that stands on a record; few records have more than their own.
create function names_of_record(merged jsonb, object_type text, external_id text) returns setof text
language plpgsql immutable rows 1 cost 1 as $$
begin
  return next external_id;
  return query select jsonb_array_elements_text(merged -> (object_type || ' ' || external_id));
end
$$;
