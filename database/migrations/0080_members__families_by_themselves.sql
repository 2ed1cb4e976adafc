-- What members tell of themselves, and what families settle without the house.
alter table members.member add column sex text check (sex in ('female', 'male', 'other'));

-- How much a member may take out of the family's pool in a calendar month; null: as much as there is.
alter table members.household_member add column monthly_limit bigint check (monthly_limit >= 0);

-- Open until it is accepted, taken back or over. The code is shown once: what stands here is its keyed hash.
create table members.household_invitation (
  tenant_id uuid not null,
  invitation_id uuid not null,
  household_id uuid not null,
  role text not null check (role in ('guardian', 'spouse', 'child', 'other')),
  code_hash bytea not null,
  member_id uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_by uuid,
  closed_at timestamptz,
  primary key (tenant_id, invitation_id),
  unique (tenant_id, code_hash),
  foreign key (tenant_id, household_id) references members.household (tenant_id, household_id),
  foreign key (tenant_id, member_id) references members.member (tenant_id, member_id)
);
create index household_invitation_open on members.household_invitation (tenant_id, household_id, created_at) where closed_at is null;
create index household_invitation_by_member on members.household_invitation (tenant_id, member_id);

-- A child registered by its guardian has no phone of its own.
alter table members.member drop constraint member_source_check;
alter table members.member add constraint member_source_check check (source in
  ('sms', 'front_desk', 'import', 'api', 'till', 'wechat', 'mini_program', 'h5', 'kiosk', 'qr', 'purchase', 'email', 'family'));
