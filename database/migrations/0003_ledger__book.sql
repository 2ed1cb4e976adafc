create schema ledger;

-- One owner's holding of one asset. account_id = ledger.account_id(owner_id, asset): whoever knows the owner knows
-- the account, no look-up on the way to a posting.
create table ledger.account (
  tenant_id uuid not null,
  account_id uuid not null,
  owner_type text not null check (owner_type in ('member', 'household', 'partner', 'company', 'system')),
  owner_id uuid not null,
  asset text not null check (asset ~ '^[a-z][a-z0-9_.]{0,39}$'),
  -- A system account's figures are derived from its entries; its row is never updated, so nobody waits for it.
  balance bigint not null default 0,
  held bigint not null default 0,
  last_entry_no bigint not null default 0,
  created_at timestamptz not null,
  primary key (tenant_id, account_id),
  constraint account_not_negative check (balance >= 0),
  constraint account_holds_covered check (held >= 0 and held <= balance),
  check (owner_type <> 'system' or (balance = 0 and held = 0 and last_entry_no = 0))
) with (fillfactor = 80);

-- One effect of one source can be posted once, whatever the caller does.
create table ledger.effect (
  tenant_id uuid not null,
  source_type text not null,
  source_id text not null,
  effect text not null,
  transaction_id uuid not null,
  primary key (tenant_id, source_type, source_id, effect)
);

create table ledger.transaction (
  tenant_id uuid not null,
  transaction_id uuid not null,
  recorded_at timestamptz not null,
  kind text not null,
  source_type text not null,
  source_id text not null,
  effect text not null,
  business_time timestamptz not null,
  business_date date not null,
  accounting_date date not null,
  venue_id uuid,
  title text not null,
  trace jsonb not null,
  primary key (tenant_id, transaction_id, recorded_at)
) partition by range (recorded_at);

-- What was given without a purchase on a day: the workbench counts it.
create index transaction_award on ledger.transaction (tenant_id, business_date) where kind = 'award';

-- Signed amounts; those of one transaction and asset sum to zero. entry_no numbers a member's account from 1 and
-- orders it; the system side has none.
create table ledger.entry (
  tenant_id uuid not null,
  transaction_id uuid not null,
  line_no int not null,
  recorded_at timestamptz not null,
  account_id uuid not null,
  amount bigint not null check (amount <> 0),
  entry_no bigint,
  balance_after bigint,
  business_time timestamptz not null,
  check ((entry_no is null) = (balance_after is null)),
  check (balance_after >= 0),
  primary key (tenant_id, transaction_id, line_no, recorded_at)
) partition by range (recorded_at);
create unique index entry_by_account on ledger.entry (tenant_id, account_id, entry_no, recorded_at) where entry_no is not null;

create table ledger.transaction_default partition of ledger.transaction default;
create table ledger.entry_default partition of ledger.entry default;

-- No foreign key to the account: only the posting functions write here, they hold the account's lock, and the check
-- would cost a fifth of a posting.
create table ledger.lot (
  tenant_id uuid not null,
  account_id uuid not null,
  lot_id uuid not null,
  transaction_id uuid not null,
  amount bigint not null check (amount > 0),
  remaining bigint not null,
  earned_at timestamptz not null,
  available_from timestamptz not null,
  expires_at timestamptz,
  venue_id uuid,
  primary key (tenant_id, account_id, lot_id),
  constraint lot_remaining_range check (remaining >= 0 and remaining <= amount)
) with (fillfactor = 80);
-- Draw order: earliest expiry first, never-expiring last, then earliest earned.
create index lot_draw on ledger.lot (tenant_id, account_id, expires_at, earned_at, lot_id) where remaining > 0;
create index lot_expiry on ledger.lot (tenant_id, expires_at, account_id, lot_id) where remaining > 0;

-- Which lots a debit drew from, so that it can be given back to them.
create table ledger.allocation (
  tenant_id uuid not null,
  transaction_id uuid not null,
  line_no int not null,
  lot_id uuid not null,
  account_id uuid not null,
  amount bigint not null check (amount > 0),
  primary key (tenant_id, transaction_id, line_no, lot_id)
);
create index allocation_by_lot on ledger.allocation (tenant_id, account_id, lot_id);

-- What ledger.post takes (see its comment).
create type ledger.posting_transaction as (
  transaction_id uuid, kind text, source_type text, source_id text, effect text,
  business_time timestamptz, business_date date, accounting_date date, recorded_at timestamptz,
  venue_id uuid, title text, trace jsonb
);
create type ledger.posting_line as (
  seq int, transaction_id uuid, line_no int,
  from_account uuid, to_account uuid, amount bigint, system_from boolean, system_to boolean,
  from_owner uuid, to_owner uuid, owner_type text, asset text,
  lot_id uuid, available_from timestamptz, expires_at timestamptz,
  business_time timestamptz, recorded_at timestamptz, venue_id uuid
);

create view ledger.v_account with (security_invoker = true) as
  select tenant_id, account_id, owner_type, owner_id, asset, balance, held, last_entry_no from ledger.account;
create view ledger.v_lot with (security_invoker = true) as
  select tenant_id, account_id, lot_id, transaction_id, amount, remaining, earned_at, available_from, expires_at, venue_id from ledger.lot;
create view ledger.v_entry with (security_invoker = true) as
  select e.tenant_id, e.account_id, e.entry_no, e.transaction_id, e.line_no, e.amount, e.balance_after, e.business_time, e.recorded_at,
         t.kind, t.source_type, t.source_id, t.business_date, t.venue_id, t.title
  from ledger.entry e
  join ledger.transaction t on t.tenant_id = e.tenant_id and t.transaction_id = e.transaction_id and t.recorded_at = e.recorded_at;
create view ledger.v_transaction with (security_invoker = true) as
  select tenant_id, transaction_id, recorded_at, kind, source_type, source_id, effect, business_time, business_date, accounting_date, venue_id, title, trace
  from ledger.transaction;
create view ledger.v_effect with (security_invoker = true) as
  select tenant_id, source_type, source_id, effect, transaction_id from ledger.effect;
