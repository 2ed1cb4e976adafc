-- What a member did on each day, counted from the events of tills and gates. Rows stay under the id that the event named; a
-- merged person is the sum of their ids.
create table members.activity_day (
  tenant_id uuid not null,
  member_id uuid not null,
  business_date date not null,
  purchases int not null default 0,
  -- Minor units, refunds taken off the day of the purchase.
  spent bigint not null default 0,
  -- Times let in or checked in.
  visits int not null default 0,
  primary key (tenant_id, member_id, business_date),
  foreign key (tenant_id, member_id) references members.member (tenant_id, member_id) on delete cascade
);

-- What is known of a person's dealings with the house, one row a person: read by filters, tags and the page about them.
-- Somebody without a row is new.
create table members.figure (
  tenant_id uuid not null,
  member_id uuid not null,
  -- Everything has its first value, so that the share of the profile can be kept before anything is counted.
  joined_at timestamptz,
  first_purchase_on date,
  last_purchase_on date,
  last_visit_on date,
  -- The later of the two before; null: has never come.
  last_active_on date generated always as (greatest(last_purchase_on, last_visit_on)) stored,
  -- The 365 days that end with the day of the last reckoning. Visits are days.
  purchases_365 int not null default 0,
  spent_365 bigint not null default 0,
  visits_365 int not null default 0,
  purchases int not null default 0,
  spent bigint not null default 0,
  visits int not null default 0,
  lifecycle text not null default 'new' check (lifecycle in ('new', 'active', 'at_risk', 'sleeping', 'lost')),
  -- null: ever since they joined.
  lifecycle_since date,
  -- The tier that was given last, and its last day.
  tier_code text,
  tier_until date,
  -- Share of the profile that is filled, in percent.
  completeness smallint not null default 0 check (completeness between 0 and 100),
  -- The first day on which time alone makes something of this row wrong; null: it never does.
  next_change_on date,
  primary key (tenant_id, member_id),
  foreign key (tenant_id, member_id) references members.member (tenant_id, member_id) on delete cascade
);
create index figure_by_lifecycle on members.figure (tenant_id, lifecycle, joined_at desc, member_id desc);
create index figure_due on members.figure (tenant_id, next_change_on, member_id) where next_change_on is not null;

-- How far a tenant's events are counted: in the transaction that counts them, so that none counts twice.
create table members.figure_state (
  tenant_id uuid not null,
  position bigint not null default 0,
  primary key (tenant_id)
);

-- After how many days without coming a member is what; without a row what the program starts with.
create table members.lifecycle_policy (
  tenant_id uuid not null,
  version int not null,
  new_days int not null check (new_days >= 1),
  at_risk_days int not null check (at_risk_days >= 1),
  sleeping_days int not null,
  lost_days int not null,
  updated_at timestamptz not null,
  primary key (tenant_id),
  check (at_risk_days < sleeping_days and sleeping_days < lost_days)
);
