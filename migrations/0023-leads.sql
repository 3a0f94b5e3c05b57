-- Leads of the CRM stand in the mirror, under calls and in search, beside companies, contacts and deals.

alter table crm_records drop constraint crm_records_object_type_check;
alter table crm_records add constraint crm_records_object_type_check
  check (object_type in ('company', 'contact', 'deal', 'lead'));

alter table call_links drop constraint call_links_object_type_check;
alter table call_links add constraint call_links_object_type_check
  check (object_type in ('company', 'contact', 'deal', 'lead'));

alter table search_documents drop constraint search_documents_kind_check;
alter table search_documents add constraint search_documents_kind_check
  check (kind in ('call', 'commitment', 'company', 'contact', 'deal', 'lead'));
