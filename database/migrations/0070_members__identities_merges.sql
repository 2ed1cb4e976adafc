-- Every other name of a person: how a system, an account or a paper calls them. Phone, card, ID number and the caller's own
-- number stay columns of the member.
create table members.identity (
  tenant_id uuid not null,
  identity_id uuid not null,
  member_id uuid not null,
  kind text not null check (kind in ('openid', 'unionid', 'ota', 'email', 'employee_no', 'card', 'external', 'phone')),
  -- Whose name it is: the app of an openid, the agency, the system; '' where there is only one.
  issuer text not null default '',
  -- AES-256-GCM; found and kept unique through value_index (HMAC), shown as `shown`.
  value_cipher bytea not null,
  value_index bytea not null,
  shown text not null,
  -- When the person proved that it is theirs.
  verified_at timestamptz,
  source text not null,
  created_at timestamptz not null,
  primary key (tenant_id, identity_id),
  constraint identity_value_key unique (tenant_id, kind, issuer, value_index),
  foreign key (tenant_id, member_id) references members.member (tenant_id, member_id)
);
create index identity_by_member on members.identity (tenant_id, member_id);

-- Two rows turned out to be one person: the loser's row stays under its id and answers with the winner.
alter table members.member
  -- Whom every question about this row is answered with: never one who is merged themselves.
  add column merged_into uuid,
  add column merged_at timestamptz,
  add constraint member_merge_is_whole check ((merged_into is null) = (merged_at is null) and merged_into <> member_id);
create index member_by_person on members.member (tenant_id, merged_into) where merged_into is not null;

create table members.merge (
  tenant_id uuid not null,
  merge_id uuid not null,
  winner_id uuid not null,
  loser_id uuid not null,
  reason text not null,
  actor text not null check (actor in ('staff', 'api_key', 'system')),
  merged_by uuid,
  -- Tenant's time.
  merged_at timestamptz not null,
  undo_until timestamptz not null,
  recorded_at timestamptz not null,
  -- What each room did: what an un-merge goes by. No name and no number stands in it.
  did jsonb not null,
  undone_at timestamptz,
  undone_by uuid,
  undone_actor text,
  -- What an un-merge gave back.
  returned jsonb,
  primary key (tenant_id, merge_id),
  foreign key (tenant_id, winner_id) references members.member (tenant_id, member_id),
  foreign key (tenant_id, loser_id) references members.member (tenant_id, member_id),
  check (winner_id <> loser_id),
  check ((undone_at is null) = (undone_actor is null))
);
create unique index merge_of_loser on members.merge (tenant_id, loser_id) where undone_at is null;
create index merge_of_winner on members.merge (tenant_id, winner_id, merge_id desc);
create index merge_newest on members.merge (tenant_id, merge_id desc);

-- Which rows are one person: by row, or by person.
create view members.v_person with (security_invoker = true) as
  select tenant_id, member_id, member_id as person_id from members.member where merged_into is null
  union all
  select tenant_id, member_id, merged_into from members.member where merged_into is not null;

-- A row that was merged is told as the person it became; member_id, medium_ref and external_id are the row's own, so that it
-- is found by them.
drop view members.v_member;
create view members.v_member with (security_invoker = true) as
  select m.tenant_id, m.member_id, p.member_id as person_id, p.card_no, p.name, m.medium_ref, p.phone_tail, p.home_unit_id, m.source,
         m.external_id, p.birthday, p.birth_calendar, p.birth_year, p.birth_month, p.birth_day, p.birth_leap_month, p.language, p.status,
         m.joined_at, p.owner_staff_id
  from members.member m
  join members.member p on p.tenant_id = m.tenant_id and p.member_id = coalesce(m.merged_into, m.member_id);
