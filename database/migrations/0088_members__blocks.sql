-- What somebody may not do, why, and until when. One at a time: another one takes its place.
create table members.block (
  tenant_id uuid not null,
  block_id uuid not null,
  member_id uuid not null,
  scopes text[] not null check (cardinality(scopes) > 0 and scopes <@ array['gate', 'earn', 'spend', 'sign_in']),
  reason text not null,
  -- Tenant's time. null: until somebody ends it.
  until timestamptz,
  blocked_at timestamptz not null,
  actor text not null,
  actor_id uuid,
  -- It came with a merge, in place of another one or of none.
  merge_id uuid,
  ended_at timestamptz,
  end_reason text,
  end_actor text,
  end_actor_id uuid,
  primary key (tenant_id, block_id),
  foreign key (tenant_id, member_id) references members.member (tenant_id, member_id) on delete cascade,
  check ((ended_at is null) = (end_actor is null))
);
create unique index block_open on members.block (tenant_id, member_id) where ended_at is null;
create index block_by_member on members.block (tenant_id, member_id, block_id desc);
create index block_list on members.block (tenant_id, block_id desc) where ended_at is null;

-- The open block beside the member, where gates and tills look. Who has left may do nothing.
alter table members.member
  add column block_scopes text[],
  add column blocked_until timestamptz;
update members.member
set block_scopes = case when erased_at is null then array['gate', 'earn', 'spend'] else array['gate', 'earn', 'spend', 'sign_in'] end
where status = 'blocked';
insert into members.block (tenant_id, block_id, member_id, scopes, reason, blocked_at, actor)
select tenant_id, member_id, member_id, block_scopes, coalesce(status_reason, ''), created_at, 'system'
from members.member where status = 'blocked' and erased_at is null;
alter table members.member add constraint member_block_is_whole check ((status = 'blocked') = (block_scopes is not null));

create or replace view members.v_member with (security_invoker = true) as
  select m.tenant_id, m.member_id, p.member_id as person_id, p.card_no, p.name, m.medium_ref, p.phone_tail, p.home_unit_id, m.source,
         m.external_id, p.birthday, p.birth_calendar, p.birth_year, p.birth_month, p.birth_day, p.birth_leap_month, p.language, p.status,
         m.joined_at, p.owner_staff_id, coalesce(p.block_scopes, '{}') as block_scopes
  from members.member m
  join members.member p on p.tenant_id = m.tenant_id and p.member_id = m.person_id;
