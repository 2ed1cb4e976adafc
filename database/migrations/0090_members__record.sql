-- What staff write down and keep about a member.

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

create table members.member_file (
  tenant_id uuid not null,
  member_file_id uuid not null,
  member_id uuid not null,
  -- The content, in platform's files.
  file_id uuid not null,
  name text not null check (length(name) between 1 and 200),
  size_bytes bigint not null check (size_bytes > 0),
  -- As its content says, not its name.
  media_type text not null check (media_type in ('application/pdf', 'image/png', 'image/jpeg', 'image/webp')),
  actor text not null check (actor in ('staff', 'api_key')),
  actor_id uuid not null,
  created_at timestamptz not null,
  primary key (tenant_id, member_file_id),
  foreign key (tenant_id, member_id) references members.member (tenant_id, member_id)
);
create index member_file_of_member on members.member_file (tenant_id, member_id, created_at desc, member_file_id desc);

create index merge_of_any_loser on members.merge (tenant_id, loser_id);

create index household_member_of_member on members.household_member (tenant_id, member_id, joined_at desc);
create index session_of_member on members.session (tenant_id, member_id, created_at desc);
