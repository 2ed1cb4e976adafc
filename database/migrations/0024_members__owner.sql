-- Whose customer a member is: who registered them, or whom they were given to. A staff id of the room access.
alter table members.member add column owner_staff_id uuid;
create index member_by_owner on members.member (tenant_id, owner_staff_id, joined_at desc, member_id desc) where owner_staff_id is not null;

drop view members.v_member;
create view members.v_member with (security_invoker = true) as
  select tenant_id, member_id, card_no, name, medium_ref, phone_tail, home_unit_id, source, external_id, birthday,
         birth_calendar, birth_year, birth_month, birth_day, birth_leap_month, language, status, joined_at, owner_staff_id
  from members.member;
