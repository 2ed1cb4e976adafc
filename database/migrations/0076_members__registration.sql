-- Where a member came from: by what, at which store, through whom.
alter table members.member drop constraint member_source_check;
alter table members.member
  add constraint member_source_check check (source in
    ('sms', 'front_desk', 'import', 'api', 'till', 'wechat', 'mini_program', 'h5', 'kiosk', 'qr', 'purchase', 'email')),
  add column registered_unit_id uuid,
  add column registered_by uuid,
  add column qr_code_id uuid,
  add column referrer_member_id uuid,
  add column scene text;
create index member_by_qr_code on members.member (tenant_id, qr_code_id) where qr_code_id is not null;

-- A code on a poster, a table, a badge: whoever registers through it is counted there, and brings its store and staff along.
create table members.qr_code (
  tenant_id uuid not null,
  qr_code_id uuid not null,
  -- What stands in the address and in a WeChat scene.
  code text not null,
  name text not null,
  unit_id uuid not null,
  staff_id uuid,
  referrer_member_id uuid,
  -- The caller's own words: a table, a campaign.
  scene text,
  created_by uuid,
  created_at timestamptz not null,
  archived_at timestamptz,
  primary key (tenant_id, qr_code_id),
  constraint qr_code_code_key unique (tenant_id, code)
);
create index qr_code_newest on members.qr_code (tenant_id, created_at desc, qr_code_id desc);

-- What came of it, by day in the tenant's zone.
create table members.qr_count (
  tenant_id uuid not null,
  qr_code_id uuid not null,
  day date not null,
  scans int not null default 0,
  followers int not null default 0,
  registered int not null default 0,
  primary key (tenant_id, qr_code_id, day),
  foreign key (tenant_id, qr_code_id) references members.qr_code (tenant_id, qr_code_id)
);

-- A sign-in code goes to a phone or to an e-mail address: one is found by its blind index like the other.
alter table members.sms_code rename to sign_in_code;
alter table members.sign_in_code rename column phone_index to address_index;
