-- The proof of the book: committed transactions are put into blocks, the blocks form a signed chain.

-- Where a transaction lies in the chain. A row per transaction and nothing on the book's own tables: posting pays nothing
-- for it. The key is what keeps a transaction from being sealed twice.
create table ledger.sealed (
  tenant_id uuid not null,
  transaction_id uuid not null,
  -- The transaction's, so that its partition is known.
  recorded_at timestamptz not null,
  block_no bigint not null,
  first_leaf int not null,
  leaves int not null check (leaves > 0),
  primary key (tenant_id, transaction_id)
);
create index sealed_by_block on ledger.sealed (tenant_id, block_no);

create table ledger.block (
  tenant_id uuid not null,
  block_no bigint not null check (block_no > 0),
  transactions int not null check (transactions > 0),
  leaves int not null check (leaves > 0),
  first_transaction_id uuid not null,
  last_transaction_id uuid not null,
  merkle_root bytea not null check (length(merkle_root) = 32),
  previous bytea not null check (length(previous) = 32),
  head bytea not null check (length(head) = 32),
  sealed_at timestamptz not null,
  key_id text not null,
  signature bytea not null check (length(signature) = 64),
  -- 32 bytes each, in order: tell which row was changed, not only that one was.
  leaf_hashes bytea not null check (length(leaf_hashes) = 32 * leaves),
  primary key (tenant_id, block_no)
);
-- Hashes do not compress, and a part of them is read at a time.
alter table ledger.block alter column leaf_hashes set storage external;

-- One row per tenant: who seals holds it. Whatever was recorded before look_from was found by an earlier round.
create table ledger.chain (
  tenant_id uuid not null primary key,
  look_from timestamptz
);

-- Public keys of this installation, old ones too: not a tenant's.
create table ledger.proof_key (
  key_id text primary key,
  public_key bytea not null check (length(public_key) = 32),
  since timestamptz not null
);

-- What audits found: nightly ones and those asked for.
create table ledger.audit_run (
  tenant_id uuid not null,
  audit_id uuid not null,
  asked_by text not null check (asked_by in ('night', 'request')),
  state text not null check (state in ('queued', 'done')),
  requested_at timestamptz not null,
  finished_at timestamptz,
  transactions bigint,
  entries bigint,
  -- How far the chain reached then, and its head: a later audit finds a chain that was rewritten.
  blocks bigint,
  head bytea,
  finding_count int,
  findings jsonb,
  primary key (tenant_id, audit_id),
  check ((state = 'done') = (finished_at is not null))
);
