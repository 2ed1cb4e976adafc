create schema wechat;

-- A mini-program or an official account of the tenant's.
create table wechat.account (
  tenant_id uuid not null,
  account_id uuid not null,
  app_id text not null,
  kind text not null check (kind in ('mini_program', 'official')),
  name text not null,
  -- Where WeChat's interface is: theirs, or a relay with an address that WeChat knows.
  api_url text not null,
  -- AES-256-GCM, each bound to its row and column.
  secret_cipher bytea not null,
  callback_token_cipher bytea not null,
  -- Null: messages come in clear.
  aes_key_cipher bytea,
  state text not null default 'active' check (state in ('active', 'paused')),
  -- One token at a time is good, so one process fetches it: the others wait for what it writes here.
  access_token_cipher bytea,
  access_token_expires_at timestamptz,
  refreshing_until timestamptz,
  last_error_code text,
  last_error_text text,
  last_error_at timestamptz,
  last_success_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null,
  deleted_at timestamptz,
  primary key (tenant_id, account_id)
);
create unique index account_by_app on wechat.account (tenant_id, app_id) where deleted_at is null;

-- Who follows an official account. A member only when they have shown a phone.
create table wechat.follower (
  tenant_id uuid not null,
  follower_id uuid not null,
  account_id uuid not null,
  openid_cipher bytea not null,
  openid_index bytea not null,
  -- Its last letters, for people.
  openid_shown text not null,
  unionid_cipher bytea,
  unionid_index bytea,
  followed_at timestamptz not null,
  unfollowed_at timestamptz,
  -- The code that brought them first: its words, and what it stood for then.
  scene text,
  qr_code_id uuid,
  unit_id uuid,
  staff_id uuid,
  member_id uuid,
  bound_at timestamptz,
  -- When WeChat was asked for the unionid; null: not yet.
  looked_up_at timestamptz,
  created_at timestamptz not null,
  primary key (tenant_id, follower_id),
  constraint follower_by_openid unique (tenant_id, account_id, openid_index),
  foreign key (tenant_id, account_id) references wechat.account (tenant_id, account_id)
);
create index follower_newest on wechat.follower (tenant_id, followed_at desc, follower_id desc);
create index follower_by_unionid on wechat.follower (tenant_id, unionid_index) where unionid_index is not null;
create index follower_of_member on wechat.follower (tenant_id, member_id) where member_id is not null;
create index follower_of_code on wechat.follower (tenant_id, qr_code_id) where qr_code_id is not null;
create index follower_to_look_up on wechat.follower (tenant_id, account_id) where looked_up_at is null;

-- What WeChat has told: it says the same up to three times when an answer is late.
create table wechat.told (
  tenant_id uuid not null,
  account_id uuid not null,
  digest bytea not null,
  received_at timestamptz not null,
  primary key (tenant_id, account_id, digest)
);
create index told_age on wechat.told using brin (received_at);

-- The code that an official account shows for one of ours: whoever scans it follows, and we are told which it was.
create table wechat.qr_ticket (
  tenant_id uuid not null,
  qr_code_id uuid not null,
  account_id uuid not null,
  ticket text not null,
  url text not null,
  created_at timestamptz not null,
  primary key (tenant_id, qr_code_id, account_id),
  foreign key (tenant_id, account_id) references wechat.account (tenant_id, account_id)
);
