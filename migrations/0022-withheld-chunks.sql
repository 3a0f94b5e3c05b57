-- Few chunks hold a value that is kept from somebody: whoever it is kept from asks for these alone.
create index search_chunks_withheld on search_chunks (workspace_id) where fields <> '[]'::jsonb;
