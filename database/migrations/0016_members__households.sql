-- People who share a pool of points. The pool is an account of the book whose owner is the household.
create table members.household (
  tenant_id uuid not null,
  household_id uuid not null,
  name text not null check (name <> ''),
  created_at timestamptz not null,
  primary key (tenant_id, household_id)
);
create index household_newest on members.household (tenant_id, created_at desc, household_id desc);

create table members.household_member (
  tenant_id uuid not null,
  household_id uuid not null,
  member_id uuid not null,
  role text not null check (role in ('guardian', 'spouse', 'child', 'other')),
  joined_at timestamptz not null,
  left_at timestamptz check (left_at >= joined_at),
  household_member_id uuid not null,
  primary key (tenant_id, household_member_id),
  foreign key (tenant_id, household_id) references members.household (tenant_id, household_id),
  foreign key (tenant_id, member_id) references members.member (tenant_id, member_id)
);
create unique index household_member_once on members.household_member (tenant_id, member_id) where left_at is null;
create index household_member_by_household on members.household_member (tenant_id, household_id, joined_at);

create view members.v_household_member with (security_invoker = true) as
  select tenant_id, household_id, member_id, role, joined_at, left_at from members.household_member;
