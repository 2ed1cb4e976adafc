-- What staff write down and keep about a member, and what other rooms show for one person's history.

create table members.note (
  tenant_id uuid not null,
  note_id uuid not null,
  member_id uuid not null,
  body text not null check (length(body) between 1 and 4000),
  -- Whose eyes it is for: those who reach this unit. Null: whoever sees the member.
  unit_id uuid,
  pinned_at timestamptz,
  -- Who wrote it first.
  actor text not null check (actor in ('staff', 'api_key')),
  actor_id uuid not null,
  -- Tenant's time, all of them.
  created_at timestamptz not null,
  -- Who wrote the words that stand there, if they are not the first ones.
  edited_actor text check (edited_actor in ('staff', 'api_key')),
  edited_by uuid,
  edited_at timestamptz,
  version int not null default 1,
  primary key (tenant_id, note_id),
  foreign key (tenant_id, member_id) references members.member (tenant_id, member_id),
  constraint note_edit_is_whole check ((edited_at is null) = (edited_by is null) and (edited_at is null) = (edited_actor is null))
);
create index note_of_member on members.note (tenant_id, member_id, created_at desc, note_id desc);

-- The words that stood there before, each with who wrote them.
create table members.note_words (
  tenant_id uuid not null,
  note_id uuid not null,
  version int not null,
  body text not null,
  actor text not null,
  actor_id uuid not null,
  written_at timestamptz not null,
  primary key (tenant_id, note_id, version),
  foreign key (tenant_id, note_id) references members.note (tenant_id, note_id) on delete cascade
);

-- A file of a member is kept until it is taken away or they leave: it has no day of its own.
alter table platform.file drop constraint file_kind_check;
alter table platform.file alter column expires_at drop not null;
alter table platform.file
  add constraint file_kind_check check (kind in ('upload', 'export', 'attachment')),
  add constraint file_has_its_day check (expires_at is not null or kind = 'attachment');

create table members.member_file (
  tenant_id uuid not null,
  member_file_id uuid not null,
  member_id uuid not null,
  file_id uuid not null,
  name text not null check (length(name) between 1 and 200),
  size_bytes bigint not null check (size_bytes > 0),
  -- As its content says, not its name.
  media_type text not null check (media_type in ('application/pdf', 'image/png', 'image/jpeg', 'image/webp')),
  actor text not null check (actor in ('staff', 'api_key')),
  actor_id uuid not null,
  created_at timestamptz not null,
  primary key (tenant_id, member_file_id),
  foreign key (tenant_id, member_id) references members.member (tenant_id, member_id),
  foreign key (tenant_id, file_id) references platform.file (tenant_id, file_id)
);
create index member_file_of_member on members.member_file (tenant_id, member_id, created_at desc, member_file_id desc);

create index merge_of_any_loser on members.merge (tenant_id, loser_id);

-- Without words and without whom: a message is found by whom it was sent to.
create view messaging.v_message with (security_invoker = true) as
  select tenant_id, message_id, channel, kind, to_index, status, error_code, created_at from messaging.message;

create view consents.v_consent with (security_invoker = true) as
  select tenant_id, consent_id, member_id, purpose, action, channel, text_version, actor, actor_id, recorded_at from consents.consent;

create or replace view tiers.v_member_tier with (security_invoker = true) as
  select m.tenant_id, m.member_id, m.member_tier_id, t.tier_id, t.code, t.name, t.names, t.rank, t.coefficient_num, t.coefficient_den, m.valid_from,
         least(m.valid_until, m.replaced_at) as valid_until, m.reason, m.staff_id, m.key_id
  from tiers.member_tier m
  join tiers.tier t on t.tenant_id = m.tenant_id and t.tier_id = m.tier_id;

create view purchases.v_purchase_line with (security_invoker = true) as
  select tenant_id, purchase_id, line_no, item_name, quantity, amount_fen from purchases.purchase_line;

create view wechat.v_follower with (security_invoker = true) as
  select f.tenant_id, f.follower_id, f.member_id, f.followed_at, f.unfollowed_at, f.scene, f.bound_at, a.name as account_name
  from wechat.follower f
  join wechat.account a on a.tenant_id = f.tenant_id and a.account_id = f.account_id;

create index household_member_of_member on members.household_member (tenant_id, member_id, joined_at desc);
create index session_of_member on members.session (tenant_id, member_id, created_at desc);
