-- How much each part of a profile counts towards its completeness; without a row what the program starts with.
create table members.completeness_policy (
  tenant_id uuid not null,
  version int not null,
  -- A built-in part's name, or fields.<key>, to its weight.
  weights jsonb not null,
  updated_at timestamptz not null,
  primary key (tenant_id)
);
