create schema points;

-- Policy P0; every change is a new version, and a purchase is always explained by the version of its day.
create table points.program (
  tenant_id uuid not null,
  version int not null check (version > 0),
  rule_id uuid not null,
  -- points = floor(own money in fen × rate_points ÷ rate_fen)
  rate_points int not null check (rate_points between 0 and 1000000),
  rate_fen int not null check (rate_fen between 1 and 100000000),
  daily_cap bigint not null check (daily_cap >= 0),
  expiry text not null check (expiry in ('end_of_next_year')),
  refund_grace_days int not null default 30 check (refund_grace_days between 0 and 366),
  time_zone text not null,
  effective_from timestamptz not null,
  created_at timestamptz not null,
  primary key (tenant_id, version)
);

-- Points a member got on a business day: what the daily cap has already let through.
create table points.daily_award (
  tenant_id uuid not null,
  member_id uuid not null,
  business_date date not null,
  points bigint not null check (points >= 0),
  primary key (tenant_id, member_id, business_date)
) with (fillfactor = 80);
