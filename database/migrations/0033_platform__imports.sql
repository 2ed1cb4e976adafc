-- Files of people and things brought in: what the columns mean, what came of each row, and the way back.
create table platform.import (
  tenant_id uuid not null,
  import_id uuid not null,
  kind text not null,
  file_id uuid not null,
  name text not null,
  -- How the file is to be read, found out when it came.
  layout jsonb not null,
  -- The header as it stands in the file, in order.
  columns jsonb not null,
  -- Field → place of its column.
  mapping jsonb not null,
  state text not null check (state in ('mapped', 'checking', 'checked', 'running', 'done', 'undoing', 'undone')),
  creator_id uuid not null,
  scope jsonb not null,
  created_at timestamptz not null,
  primary key (tenant_id, import_id)
);
create index import_newest on platform.import (tenant_id, created_at desc, import_id desc);

-- What a row has made: what an undo takes back.
create table platform.import_effect (
  tenant_id uuid not null,
  import_id uuid not null,
  row_no bigint not null,
  subject_id uuid not null,
  primary key (tenant_id, import_id, row_no),
  foreign key (tenant_id, import_id) references platform.import on delete cascade
);

-- How columns were understood the last time a file had this header.
create table platform.import_mapping (
  tenant_id uuid not null,
  kind text not null,
  header_key text not null,
  mapping jsonb not null,
  updated_at timestamptz not null,
  primary key (tenant_id, kind, header_key)
);
