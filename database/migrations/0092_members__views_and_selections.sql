-- What is looked for again and again: conditions, columns and order of the member list under a name.
create table members.saved_view (
  tenant_id uuid not null,
  view_id uuid not null,
  owner_staff_id uuid not null,
  name text not null check (name <> ''),
  -- As the list's query says it.
  filter jsonb not null,
  columns text[] not null,
  sort text not null,
  -- Who sees it beside its owner: everybody with a role, or everybody at a unit and below.
  role_id uuid,
  unit_id uuid,
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, view_id),
  constraint saved_view_name_key unique (tenant_id, owner_staff_id, name),
  check (role_id is null or unit_id is null)
);

-- The people a list had at one moment, so that a long work knows whom it was meant for.
create table members.selection (
  tenant_id uuid not null,
  selection_id uuid not null,
  creator_id uuid not null,
  people int not null check (people >= 0),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (tenant_id, selection_id)
);
create index selection_by_expiry on members.selection (tenant_id, expires_at);

-- In the order of the list, 500 a part: a part is a step of the work.
create table members.selection_part (
  tenant_id uuid not null,
  selection_id uuid not null,
  part_no int not null check (part_no >= 0),
  member_ids uuid[] not null,
  primary key (tenant_id, selection_id, part_no),
  foreign key (tenant_id, selection_id) references members.selection (tenant_id, selection_id) on delete cascade
);

-- One work over a selection.
create table members.bulk (
  tenant_id uuid not null,
  bulk_id uuid not null,
  selection_id uuid not null,
  action text not null check (action in ('tag', 'untag', 'block', 'unblock', 'assign')),
  -- What the action needs: the tag, the colleague.
  input jsonb not null,
  reason text not null,
  people int not null,
  -- What it would do, and what they held, when it was asked for.
  weighed jsonb not null,
  -- What became of them; together the people, once it is done.
  changed int not null default 0,
  unchanged int not null default 0,
  failed int not null default 0,
  state text not null check (state in ('waiting', 'running', 'done', 'stopped', 'refused', 'undoing', 'undone')),
  actor text not null check (actor in ('staff', 'api_key')),
  actor_id uuid not null,
  caller jsonb not null,
  reach jsonb not null,
  approval_id uuid,
  job_id uuid,
  undo_job_id uuid,
  requested_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, bulk_id),
  foreign key (tenant_id, selection_id) references members.selection (tenant_id, selection_id)
);
create index bulk_newest on members.bulk (tenant_id, requested_at desc, bulk_id desc);
create index bulk_by_selection on members.bulk (tenant_id, selection_id);

-- Whom a part of it changed, and what was there before: what an undo gives back.
create table members.bulk_part (
  tenant_id uuid not null,
  bulk_id uuid not null,
  part_no int not null,
  member_ids uuid[] not null,
  -- In the same places; the nil id where nothing was there.
  before uuid[] not null,
  primary key (tenant_id, bulk_id, part_no),
  foreign key (tenant_id, bulk_id) references members.bulk (tenant_id, bulk_id) on delete cascade
);
