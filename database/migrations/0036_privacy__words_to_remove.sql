alter table privacy.subject_request
  -- The names and numbers of somebody who has left, until every trace has been gone through: encrypted, and emptied at the end.
  add column words_cipher bytea,
  add column erased_at timestamptz,
  -- The copy of a person's data is made when it is taken and kept nowhere; this is what was made first.
  drop column package_json_file_id,
  drop column package_csv_file_id,
  add column package_at timestamptz,
  add column package_sha256 bytea check ((package_sha256 is null) = (package_at is null));

-- Since when a master key is in use, for whoever has to say how old it is. Of the installation, not of a tenant.
create table privacy.key_version (
  version int primary key check (version between 1 and 255),
  first_seen_at timestamptz not null
);
