-- Consents move to a room of their own, which stands below: whoever asks for one need not know members.
create schema consents;
alter table members.consent drop constraint consent_tenant_id_member_id_fkey;
alter table members.consent set schema consents;

alter table members.member
  -- AES-256-GCM like the phone; found through its index, the last four characters shown.
  add column id_number_cipher bytea,
  add column id_number_index bytea,
  add column id_number_tail text check (id_number_tail ~ '^[0-9]{3}[0-9X]$'),
  -- What a person was called, reached by and born on is gone; what was booked stays under the id alone.
  add column erased_at timestamptz,
  add constraint member_id_number_is_whole check (
    (id_number_cipher is null) = (id_number_index is null) and (id_number_index is null) = (id_number_tail is null));
-- Not unique: one person may have joined twice, which is for a merge to settle.
create index member_by_id_number on members.member (tenant_id, id_number_index) where id_number_index is not null;
