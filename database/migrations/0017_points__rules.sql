-- The programme beyond rate and daily cap: caps, expiry, waiting, coefficients, stacking, clawback, cost. A version never
-- changes, so its settings are one document.
alter table points.program add column settings jsonb;
update points.program set settings = jsonb_build_object(
  'monthly_cap', null, 'expiry', jsonb_build_object('kind', expiry), 'pending_days', 0, 'refund_grace_days', refund_grace_days,
  'payment_coefficients', '{}'::jsonb, 'stack_group', null, 'stacking', 'largest_only', 'clawback', 'debt',
  'adjustment_threshold', 1000, 'unit_cost', '0.01', 'breakage_bp', 1500, 'burn', jsonb_build_object('points', 100, 'fen', 100));
alter table points.program
  alter column settings set not null,
  alter column daily_cap drop not null,
  drop column expiry,
  drop column refund_grace_days;

-- A rule is what keeps its identity while its versions come and go. The older one wins ties.
create table points.earning_rule (
  tenant_id uuid not null,
  rule_id uuid not null,
  created_at timestamptz not null,
  primary key (tenant_id, rule_id)
);

-- A published version never changes but for its end: a later version or a retirement sets it.
create table points.earning_rule_version (
  tenant_id uuid not null,
  rule_id uuid not null,
  version int not null check (version > 0),
  status text not null check (status in ('draft', 'published')),
  edit_no int not null check (edit_no > 0),
  name text not null check (name <> ''),
  definition jsonb not null,
  valid_from timestamptz,
  valid_until timestamptz,
  published_at timestamptz,
  created_at timestamptz not null,
  primary key (tenant_id, rule_id, version),
  foreign key (tenant_id, rule_id) references points.earning_rule (tenant_id, rule_id),
  check (status = 'draft' or (valid_from is not null and published_at is not null)),
  check (valid_until >= valid_from)
);
create unique index earning_rule_one_draft on points.earning_rule_version (tenant_id, rule_id) where status = 'draft';

-- First and last business date, both included. Seasons do not overlap; who writes them holds the policy's lock.
create table points.season (
  tenant_id uuid not null,
  season_id uuid not null,
  name text not null check (name <> ''),
  valid_from date not null,
  valid_until date not null,
  stacking text not null check (stacking in ('largest_only', 'multiply', 'add')),
  groups text not null check (groups in ('largest_only', 'stack')),
  created_at timestamptz not null,
  primary key (tenant_id, season_id),
  check (valid_from <= valid_until)
);

-- Everything awards are decided by, compiled at each change and never touched again: an award names its revision, and a
-- refund years later is decided by the same document.
create table points.policy (
  tenant_id uuid not null,
  revision int not null check (revision > 0),
  document jsonb not null,
  created_at timestamptz not null,
  primary key (tenant_id, revision)
);
insert into points.policy (tenant_id, revision, document, created_at)
select p.tenant_id, 1, jsonb_build_object('rules', '[]'::jsonb, 'seasons', '[]'::jsonb, 'programs', jsonb_agg(
    p.settings || jsonb_build_object('version', p.version, 'rule_id', p.rule_id, 'rate_points', p.rate_points, 'rate_fen', p.rate_fen,
      'daily_cap', p.daily_cap, 'time_zone', p.time_zone,
      'effective_from', to_char(p.effective_from at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
    order by p.version desc)), max(p.created_at)
from points.program p group by p.tenant_id;

-- What a member had of a rule with limits. Periods: d:2026-10-02, m:2026-10, e (ever), s:… (a subject). Changed under the
-- lock of the member's account.
create table points.rule_usage (
  tenant_id uuid not null,
  member_id uuid not null,
  period text not null,
  rule_id uuid not null,
  points bigint not null check (points >= 0),
  times int not null check (times >= 0),
  primary key (tenant_id, member_id, period, rule_id)
) with (fillfactor = 80);

-- What a rule with a budget has given to everybody: shared, therefore locked last.
create table points.rule_budget (
  tenant_id uuid not null,
  rule_id uuid not null,
  points bigint not null default 0 check (points >= 0),
  primary key (tenant_id, rule_id)
) with (fillfactor = 50);

-- Awards of a stack group on a business day. Those without replaced_by stand: all of one source, the one that leads.
create table points.group_award (
  tenant_id uuid not null,
  member_id uuid not null,
  business_date date not null,
  stack_group text not null,
  transaction_id uuid not null,
  line_no int not null,
  -- A rule id, or "base".
  source text not null,
  points bigint not null check (points >= 0),
  -- The part that counts against the daily and monthly caps.
  counted bigint not null check (counted >= 0),
  replaced_by uuid,
  primary key (tenant_id, member_id, business_date, stack_group, transaction_id, line_no)
);
create index group_award_by_transaction on points.group_award (tenant_id, transaction_id);

-- Days in a row on which a member did something: the last one and how many.
create table points.streak (
  tenant_id uuid not null,
  member_id uuid not null,
  behaviour text not null,
  last_date date not null,
  days int not null check (days > 0),
  primary key (tenant_id, member_id, behaviour)
) with (fillfactor = 80);

-- An award that takes the place of another one changes the day's figure by the difference, which may be below zero.
alter table points.daily_award drop constraint daily_award_points_check;
