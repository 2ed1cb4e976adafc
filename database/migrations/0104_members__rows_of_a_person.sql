-- From a person to all their rows: the list's last visit and purchase and a gate's late deliveries went through all members
-- of the tenant (0.4 s of a page at 1,000,000).
create index member_rows_of_person on members.member (tenant_id, person_id);
