create schema devices;

-- What stands on our floor and calls us by itself: a kiosk.
create table devices.device (
  tenant_id uuid not null,
  device_id uuid not null,
  kind text not null check (kind in ('kiosk')),
  name text not null check (name <> ''),
  -- Where it stands: it knows of nothing else.
  unit_id uuid not null,
  -- Offered to who stands at it, the first one first.
  languages text[] not null check (cardinality(languages) between 1 and 3),
  token_hash bytea not null,
  -- Null: an API key.
  paired_by uuid,
  paired_at timestamptz not null,
  last_seen_at timestamptz not null,
  revoked_at timestamptz,
  version int not null default 1,
  primary key (tenant_id, device_id)
);
create index device_by_token on devices.device (token_hash);
create index device_newest on devices.device (tenant_id, paired_at desc, device_id desc);

-- A device that nobody has taken yet shows a code. It is no tenant's: only definer functions know of it. Whoever types the
-- code takes the device, and the token that the device holds already becomes good.
create table devices.pairing (
  token_hash bytea primary key,
  code_hash bytea not null,
  kind text not null,
  started_at timestamptz not null,
  expires_at timestamptz not null
);
create unique index pairing_by_code on devices.pairing (code_hash);
create index pairing_age on devices.pairing (expires_at);
