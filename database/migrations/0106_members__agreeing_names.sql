-- Who agrees with a name in birthday or phone tail as well is found on the index alone: names that thousands share were read
-- row by row for each of the thousands.
create index member_by_name_and_more on members.member (tenant_id, name_key, phone_tail, birth_year, birth_month, birth_day)
  where merged_into is null;
drop index members.member_by_name;
