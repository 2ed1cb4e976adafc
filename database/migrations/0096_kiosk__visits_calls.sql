create schema kiosk;

-- Who stands at a kiosk now; the row goes when they do. One a device: the next one ends whoever forgot to.
create table kiosk.visit (
  tenant_id uuid not null,
  device_id uuid not null,
  visit_id uuid not null,
  member_id uuid not null,
  -- How they proved who they are: a card alone opens less than a phone.
  proof text not null check (proof in ('member_code', 'card', 'phone')),
  opened_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (tenant_id, device_id)
);
create index visit_of_member on kiosk.visit (tenant_id, member_id);
create index visit_age on kiosk.visit (expires_at);

-- Somebody at a kiosk asks for a person. Nothing says who.
create table kiosk.call (
  tenant_id uuid not null,
  call_id uuid not null,
  device_id uuid not null,
  unit_id uuid not null,
  -- What they speak, and where they were stuck.
  language text not null,
  screen text not null,
  called_at timestamptz not null,
  answered_at timestamptz,
  -- Null with `answered_at`: an API key.
  answered_by uuid,
  cancelled_at timestamptz,
  primary key (tenant_id, call_id)
);
create unique index call_waiting on kiosk.call (tenant_id, device_id) where answered_at is null and cancelled_at is null;
create index call_newest on kiosk.call (tenant_id, called_at desc, call_id desc);
