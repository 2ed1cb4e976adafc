-- A birthday in either calendar, often without the year. What was told before is a day of the solar calendar.
drop view members.v_member;

alter table members.member
  add column birth_calendar text check (birth_calendar in ('solar', 'lunar')),
  add column birth_year int check (birth_year between 1900 and 2100),
  add column birth_month int check (birth_month between 1 and 12),
  add column birth_day int check (birth_day between 1 and 31),
  add column birth_leap_month boolean;

update members.member
set birth_calendar = 'solar', birth_year = extract(year from birthday), birth_month = extract(month from birthday),
    birth_day = extract(day from birthday), birth_leap_month = false
where birthday is not null;

alter table members.member
  drop column birthday,
  -- A whole day of the solar calendar, for whoever reads a date.
  add column birthday date generated always as
    (case when birth_calendar = 'solar' and birth_year is not null then make_date(birth_year, birth_month, birth_day) end) stored,
  add constraint member_birth_is_whole check (
    (birth_calendar is null) = (birth_month is null) and (birth_calendar is null) = (birth_day is null)
    and (birth_calendar is null) = (birth_leap_month is null) and (birth_calendar is not null or birth_year is null));

create view members.v_member with (security_invoker = true) as
  select tenant_id, member_id, card_no, name, medium_ref, phone_tail, home_unit_id, source, external_id, birthday,
         birth_calendar, birth_year, birth_month, birth_day, birth_leap_month, language, status, joined_at
  from members.member;

create view members.v_member_tag with (security_invoker = true) as select tenant_id, member_id, tag_id from members.member_tag;
