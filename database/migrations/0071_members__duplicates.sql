-- Two members who may be one person, and why. Nobody is merged by a machine: a person decides.
create table members.duplicate (
  tenant_id uuid not null,
  duplicate_id uuid not null,
  a_id uuid not null,
  b_id uuid not null,
  confidence int not null check (confidence between 1 and 100),
  -- Codes of what agrees: never the values.
  reasons text[] not null check (cardinality(reasons) > 0),
  state text not null default 'open' check (state in ('open', 'merged', 'dismissed')),
  found_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid,
  decided_actor text,
  decision_reason text,
  primary key (tenant_id, duplicate_id),
  constraint duplicate_pair_key unique (tenant_id, a_id, b_id),
  foreign key (tenant_id, a_id) references members.member (tenant_id, member_id) on delete cascade,
  foreign key (tenant_id, b_id) references members.member (tenant_id, member_id) on delete cascade,
  check (a_id < b_id),
  check ((state = 'open') = (decided_at is null))
);
create index duplicate_inbox on members.duplicate (tenant_id, state, confidence desc, duplicate_id desc);
create index duplicate_of_b on members.duplicate (tenant_id, b_id);

-- What counts how much, as the tenant has set it; without a row what the program starts with.
create table members.duplicate_policy (
  tenant_id uuid not null,
  version int not null,
  -- Pairs below it are not shown to anybody.
  threshold int not null check (threshold between 1 and 100),
  -- Code to confidence; a rule with 0 is off.
  rules jsonb not null,
  updated_at timestamptz not null,
  primary key (tenant_id)
);

-- People of one name, to be told apart by birthday and phone.
create index member_by_name on members.member (tenant_id, name_key) where merged_into is null;
