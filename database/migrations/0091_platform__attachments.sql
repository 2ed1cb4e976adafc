-- A file that a room keeps has no day of its own: it stays until the room takes it away.
alter table platform.file drop constraint file_kind_check;
alter table platform.file alter column expires_at drop not null;
alter table platform.file
  add constraint file_kind_check check (kind in ('upload', 'export', 'attachment')),
  add constraint file_has_its_day check (expires_at is not null or kind = 'attachment');
