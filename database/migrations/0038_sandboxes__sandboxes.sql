create schema sandboxes;

-- A tenant's sandboxes: each a tenant of its own, with its own clock and data.
create table sandboxes.sandbox (
  -- Whose it is: a live tenant.
  tenant_id uuid not null,
  -- The sandbox's own tenant id.
  sandbox_id uuid not null,
  name text not null,
  demo text not null check (demo in ('none', 'small')),
  -- `failed` says why; a reset makes it anew.
  state text not null check (state in ('making', 'ready', 'failed', 'deleting')),
  error text,
  -- The staff there whose work the demo's corrections are.
  sandbox_staff_id uuid not null,
  created_by uuid not null,
  created_at timestamptz not null,
  made_at timestamptz,
  primary key (tenant_id, sandbox_id)
);
