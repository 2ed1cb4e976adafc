create schema messaging;

create table messaging.message (
  tenant_id uuid not null,
  message_id uuid not null,
  channel text not null check (channel in ('sms_test')),
  kind text not null,
  to_masked text not null,
  to_cipher bytea not null,
  body text not null,
  status text not null check (status in ('queued', 'delivered', 'failed')),
  created_at timestamptz not null,
  delivered_at timestamptz,
  primary key (tenant_id, message_id)
);
create index message_newest on messaging.message (tenant_id, created_at desc, message_id desc);
