-- Carriers: how a tenant's messages leave the house. Without one they stay in the built-in test channels.
create table messaging.channel (
  tenant_id uuid not null,
  channel_id uuid not null,
  medium text not null check (medium in ('sms', 'email')),
  carrier text not null check (carrier in ('aliyun_sms', 'tencent_sms', 'smtp')),
  name text not null,
  -- What is no secret: addresses, the signature, approved templates.
  settings jsonb not null,
  -- AES-256-GCM over what the carrier knows us by, and as much of it as a person may see.
  credentials_cipher bytea not null,
  credentials_shown text not null,
  state text not null default 'paused' check (state in ('active', 'paused')),
  -- When it last became the one of its medium: while all are paused, messages wait for the latest.
  activated_at timestamptz,
  -- How many messages a minute it takes, and how many it took in the present one.
  per_minute int not null check (per_minute between 1 and 60000),
  minute_started_at timestamptz,
  taken int not null default 0,
  -- Failures since the last success, and until when it is left alone.
  failures int not null default 0,
  wait_until timestamptz,
  last_error_code text,
  last_error_text text,
  last_error_at timestamptz,
  last_success_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null,
  deleted_at timestamptz,
  primary key (tenant_id, channel_id),
  check ((medium = 'email') = (carrier = 'smtp'))
);
-- A tenant has one way for each medium.
create unique index channel_in_use on messaging.channel (tenant_id, medium) where state = 'active' and deleted_at is null;

alter table messaging.message drop constraint message_channel_check;
alter table messaging.message
  add constraint message_channel_check check (channel in ('sms_test', 'email_test', 'aliyun_sms', 'tencent_sms', 'smtp'));
alter table messaging.message drop constraint message_status_check;
alter table messaging.message add constraint message_status_check check (status in ('queued', 'sent', 'delivered', 'failed'));
-- queued → sent: the carrier has it → delivered: the person's device has it. An e-mail stays `sent`.
alter table messaging.message
  -- Null: a built-in channel.
  add column channel_id uuid,
  add column language text,
  add column is_test boolean not null default false,
  -- What the carrier is given (AES-256-GCM); gone as soon as it has it. `body` hides codes and links then.
  add column content_cipher bytea,
  add column attempts int not null default 0,
  add column due_at timestamptz,
  -- Somebody is handing it over. When they died meanwhile, it is taken up after this, asking the carrier first whether it has it.
  add column leased_until timestamptz,
  add column carrier_message_id text,
  add column error_code text,
  add column error_text text,
  add column sent_at timestamptz,
  -- A code that is no longer good is not sent.
  add column expires_at timestamptz,
  -- When the carrier is asked next what became of it.
  add column receipt_due_at timestamptz,
  add column receipts_asked int not null default 0,
  add constraint message_of_channel foreign key (tenant_id, channel_id) references messaging.channel (tenant_id, channel_id);
create index message_due on messaging.message (tenant_id, channel_id, due_at) where status = 'queued';
create index message_receipt_due on messaging.message (tenant_id, channel_id, receipt_due_at) where receipt_due_at is not null;
create index message_newest_of_status on messaging.message (tenant_id, status, created_at desc, message_id desc) where status in ('queued', 'failed');
