-- An overdraft is a lot that was lent: it carries the account's own id, is drawn last and is not part of the balance.
-- So drawing, giving back and holding need no second way, and `balance = lots - overdraft_limit`.
alter table ledger.account add column overdraft_limit bigint not null default 0;
alter table ledger.account
  drop constraint account_not_negative,
  drop constraint account_holds_covered,
  add constraint account_overdraft_company check (overdraft_limit >= 0 and (overdraft_limit = 0 or owner_type = 'company')),
  add constraint account_not_negative check (balance >= -overdraft_limit),
  add constraint account_holds_covered check (held >= 0 and held <= balance + overdraft_limit);
create index account_by_owner on ledger.account (tenant_id, owner_id, asset);

-- An account may be overdrawn as far as its own row says; a running balance is checked against that by the audit.
alter table ledger.entry drop constraint entry_balance_after_check;

-- line_no: the line of its transaction that made it. held: bound by holds. origin_lot_id: the lot its value came from
-- (a transfer, a merge, a return after expiry); root_owner_id: who earned it, when that is not the account's owner.
alter table ledger.lot
  add column line_no int,
  add column held bigint not null default 0,
  add column origin_lot_id uuid,
  add column root_owner_id uuid,
  drop constraint lot_amount_check,
  add constraint lot_amount_positive check (amount > 0 or (amount = 0 and lot_id = account_id)),
  add constraint lot_held_range check (held >= 0 and held <= remaining);
create index lot_by_origin on ledger.lot (tenant_id, origin_lot_id) where origin_lot_id is not null;

-- In which order a line drew its lots: what was drawn last goes back first.
alter table ledger.allocation add column draw_no int;

-- What went back to the lots a line had drawn from: into the same lot, or into a new one when it has expired meanwhile
-- (or its owner was merged into another). Append-only, as allocations are.
create table ledger.allocation_return (
  tenant_id uuid not null,
  transaction_id uuid not null,
  line_no int not null,
  of_transaction_id uuid not null,
  of_line_no int not null,
  lot_id uuid not null,
  into_account_id uuid not null,
  into_lot_id uuid not null,
  amount bigint not null check (amount > 0),
  primary key (tenant_id, of_transaction_id, of_line_no, lot_id, transaction_id, line_no)
);
create index allocation_return_into on ledger.allocation_return (tenant_id, into_account_id, into_lot_id);

-- Which transaction undoes which: a merge is undone by an un-merge, anything else by a reversal.
create table ledger.reversal (
  tenant_id uuid not null,
  transaction_id uuid not null,
  original_transaction_id uuid not null,
  reason text not null check (reason in ('reversal', 'clawback', 'unmerge')),
  primary key (tenant_id, transaction_id)
);
create index reversal_of on ledger.reversal (tenant_id, original_transaction_id);

-- How much of a line has been undone: never more than it moved.
create table ledger.reversal_line (
  tenant_id uuid not null,
  transaction_id uuid not null,
  line_no int not null,
  amount bigint not null check (amount > 0),
  reversed bigint not null,
  primary key (tenant_id, transaction_id, line_no),
  constraint reversal_within_line check (reversed >= 0 and reversed <= amount)
);

-- Value reserved for a while. Which lots it binds is in hold_lot; lot.held and account.held are their sums.
create table ledger.hold (
  tenant_id uuid not null,
  hold_id uuid not null,
  account_id uuid not null,
  owner_type text not null,
  owner_id uuid not null,
  asset text not null,
  amount bigint not null check (amount > 0),
  captured bigint not null default 0,
  released bigint not null default 0,
  state text not null default 'open' check (state in ('open', 'captured', 'released', 'ended')),
  ends_at timestamptz,
  reason text not null,
  source_type text not null,
  source_id text not null,
  business_time timestamptz not null,
  recorded_at timestamptz not null,
  primary key (tenant_id, hold_id),
  constraint hold_within_amount check (captured >= 0 and released >= 0 and captured + released <= amount),
  constraint hold_closed_is_used_up check ((state = 'open') = (captured + released < amount))
);
create unique index hold_source on ledger.hold (tenant_id, source_type, source_id);
create index hold_by_account on ledger.hold (tenant_id, account_id, hold_id);

create table ledger.hold_lot (
  tenant_id uuid not null,
  hold_id uuid not null,
  lot_id uuid not null,
  account_id uuid not null,
  draw_no int not null,
  amount bigint not null check (amount > 0),
  captured bigint not null default 0,
  released bigint not null default 0,
  primary key (tenant_id, hold_id, lot_id),
  constraint hold_lot_within_amount check (captured >= 0 and released >= 0 and captured + released <= amount)
);
create index hold_lot_by_lot on ledger.hold_lot (tenant_id, account_id, lot_id);

-- Whose accounts went to whom. A reversal of what happened before finds the value there.
create table ledger.owner_merge (
  tenant_id uuid not null,
  transaction_id uuid not null,
  from_owner_id uuid not null,
  to_owner_id uuid not null,
  undone_by uuid,
  primary key (tenant_id, transaction_id)
);
create unique index owner_merge_from on ledger.owner_merge (tenant_id, from_owner_id) where undone_by is null;

-- Holds that moved with a merge: while they are open, an un-merge takes them back.
create table ledger.merged_hold (
  tenant_id uuid not null,
  transaction_id uuid not null,
  hold_id uuid not null,
  primary key (tenant_id, transaction_id, hold_id)
);

-- What ledger.post takes besides (see its comment).
alter type ledger.posting_transaction add attribute claimed boolean;
alter type ledger.posting_line
  add attribute special boolean, add attribute forced boolean, add attribute late boolean, add attribute keep_lots boolean,
  add attribute from_owner_type text, add attribute from_lots jsonb, add attribute to_lots jsonb, add attribute lots jsonb;

-- Their answers have more columns now.
drop function if exists ledger.lock_accounts(uuid, text, uuid[], text[], timestamptz, timestamptz);
drop function if exists ledger.expire(uuid, timestamptz, text, text, date, timestamptz, uuid, uuid[]);

create or replace view ledger.v_account with (security_invoker = true) as
  select tenant_id, account_id, owner_type, owner_id, asset, balance, held, last_entry_no, overdraft_limit from ledger.account;
create or replace view ledger.v_lot with (security_invoker = true) as
  select tenant_id, account_id, lot_id, transaction_id, amount, remaining, earned_at, available_from, expires_at, venue_id,
         line_no, held, origin_lot_id, root_owner_id
  from ledger.lot;
create view ledger.v_reversal with (security_invoker = true) as
  select tenant_id, transaction_id, original_transaction_id, reason from ledger.reversal;
create view ledger.v_hold with (security_invoker = true) as
  select tenant_id, hold_id, account_id, owner_type, owner_id, asset, amount, captured, released, state, ends_at, reason, source_type, source_id, business_time, recorded_at
  from ledger.hold;
