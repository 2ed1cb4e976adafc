-- Whom a message went to, found without being read: what is written about a person must be found when they leave. Both are
-- emptied then.
alter table messaging.message
  add column to_index bytea,
  alter column to_cipher drop not null,
  alter column to_masked drop not null;
create index message_by_addressee on messaging.message (tenant_id, to_index) where to_index is not null;
