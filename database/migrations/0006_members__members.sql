create schema members;

create table members.member (
  tenant_id uuid not null,
  member_id uuid not null,
  card_no text not null,
  name text not null check (name <> ''),
  -- The name without differences of width, case and spacing: what a searched fragment is compared with.
  name_key text not null,
  -- What a member code carries: random, so that a photographed code tells nothing, and replaceable when a phone is lost.
  medium_ref uuid not null,
  -- AES-256-GCM; looked up through phone_index (HMAC of the normalised number), the tail shown and searched as it is.
  phone_cipher bytea,
  phone_index bytea,
  phone_tail text check (phone_tail ~ '^[0-9]{4}$'),
  home_unit_id uuid not null,
  source text not null check (source in ('sms', 'front_desk', 'import', 'api', 'till')),
  external_id text,
  birthday date,
  language text check (language in ('zh-CN', 'en', 'ko')),
  status text not null default 'active' check (status in ('active', 'blocked')),
  status_reason text,
  version int not null default 1,
  joined_at timestamptz not null,
  created_at timestamptz not null,
  primary key (tenant_id, member_id),
  constraint member_card_no_key unique (tenant_id, card_no),
  constraint member_phone_key unique (tenant_id, phone_index),
  constraint member_external_id_key unique (tenant_id, external_id),
  constraint member_medium_ref_key unique (tenant_id, medium_ref),
  check ((phone_cipher is null) = (phone_index is null) and (phone_index is null) = (phone_tail is null))
) with (fillfactor = 90);
create index member_newest on members.member (tenant_id, joined_at desc, member_id desc);
create index member_by_unit on members.member (tenant_id, home_unit_id, joined_at desc, member_id desc);
create index member_by_phone_tail on members.member (tenant_id, phone_tail, joined_at desc, member_id desc);

-- One and two character pieces of name_key in a b-tree: finds Chinese fragments of any length, and unlike a trigram
-- index it keeps working under row-level security. joined_at, which never changes, is in the key, so that the newest
-- members with a common character are read off the index in order.
create table members.name_gram (
  tenant_id uuid not null,
  gram text not null,
  joined_at timestamptz not null,
  member_id uuid not null,
  primary key (tenant_id, gram, joined_at, member_id)
);

create table members.tag (
  tenant_id uuid not null,
  tag_id uuid not null,
  name text not null check (name <> ''),
  created_at timestamptz not null,
  primary key (tenant_id, tag_id),
  constraint tag_name_key unique (tenant_id, name)
);
create table members.member_tag (
  tenant_id uuid not null,
  tag_id uuid not null,
  member_id uuid not null,
  created_at timestamptz not null,
  primary key (tenant_id, tag_id, member_id),
  foreign key (tenant_id, tag_id) references members.tag (tenant_id, tag_id),
  foreign key (tenant_id, member_id) references members.member (tenant_id, member_id)
);
create index member_tag_by_member on members.member_tag (tenant_id, member_id);

create table members.consent (
  tenant_id uuid not null,
  member_id uuid not null,
  purpose text not null,
  text_version text not null,
  channel text not null,
  granted_at timestamptz not null,
  primary key (tenant_id, member_id, purpose, granted_at),
  foreign key (tenant_id, member_id) references members.member (tenant_id, member_id)
);

-- One running code per phone, known to us or not; asking again replaces it. Real time, not the tenant's.
create table members.sms_code (
  tenant_id uuid not null,
  phone_index bytea not null,
  code_hash bytea not null,
  attempts int not null default 0,
  sent_count int not null default 1,
  window_started_at timestamptz not null,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (tenant_id, phone_index)
);

create table members.session (
  tenant_id uuid not null,
  session_id uuid not null,
  token_hash bytea not null,
  member_id uuid not null,
  user_agent text not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  primary key (tenant_id, session_id),
  foreign key (tenant_id, member_id) references members.member (tenant_id, member_id)
);
create index member_session_by_token on members.session (token_hash);

create view members.v_member with (security_invoker = true) as
  select tenant_id, member_id, card_no, name, medium_ref, phone_tail, home_unit_id, source, external_id, birthday, language, status, joined_at from members.member;
