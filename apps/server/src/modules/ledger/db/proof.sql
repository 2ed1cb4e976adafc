-- The proof of the book. Reads go row by row through keys, whatever the statistics say: a tenant that was small when a plan was
-- made does not stay so.

-- name: try_lock_chain :just_one!
-- One seals a tenant at a time; who comes meanwhile leaves it to the first. `oldest_ms` is the age of the oldest transaction under
-- way anywhere in the database.
select pg_try_advisory_xact_lock(hashtextextended('ledger.chain ' || :tenant_id::uuid, 0)) as locked, ledger.oldest_transaction_ms() as oldest_ms;

-- name: find_head :one
select block_no, head from ledger.block where tenant_id = :tenant_id order by block_no desc limit 1;

-- name: place_unsealed :many!
-- Gives every transaction that is visible now and in no block its place, in the order of ids, in blocks of about `block_leaves`. One statement, so
-- one view of what has committed.
with waiting as materialized (
  select t.transaction_id, t.recorded_at,
         greatest((select count(*) from ledger.entry e
                   where e.tenant_id = :tenant_id and e.transaction_id = t.transaction_id and e.recorded_at = t.recorded_at), 1) as leaves
  from ledger.transaction t
  where t.tenant_id = :tenant_id and t.transaction_id >= :from_id
    and not exists (select from ledger.sealed s where s.tenant_id = :tenant_id and s.transaction_id = t.transaction_id)
), counted as (
  select w.*, sum(w.leaves) over (order by w.transaction_id) - w.leaves as before from waiting w
), numbered as (
  select c.*, dense_rank() over (order by div(c.before, :block_leaves::bigint)) as nth from counted c
), placed as (
  insert into ledger.sealed (tenant_id, transaction_id, recorded_at, block_no, first_leaf, leaves)
  select :tenant_id, n.transaction_id, n.recorded_at, :after_block::bigint + n.nth, n.before - min(n.before) over (partition by n.nth), n.leaves
  from numbered n
  returning block_no, leaves
)
select p.block_no as "block_no!", count(*)::int as "transactions!", sum(p.leaves)::int as "leaves!" from placed p group by p.block_no order by p.block_no;

-- name: list_leaves :many!
-- The leaves of a block in their order, as the text that is hashed: opaque ids, amounts, times. Never a name, a title or a reason, so
-- that these can be erased. Changing one byte of this makes every chain invalid: a new format is a new number.
select s.transaction_id, s.first_leaf, s.leaves, f.text as "text!"
from ledger.sealed s
cross join lateral (
  select t.kind, t.business_time, t.business_date, t.accounting_date, t.recorded_at, t.venue_id
  from ledger.transaction t
  where t.tenant_id = :tenant_id and t.transaction_id = s.transaction_id and t.recorded_at = s.recorded_at
  offset 0
) t
left join lateral (
  select e.line_no, e.account_id, a.asset, e.amount, e.entry_no, e.balance_after, e.business_time
  from ledger.entry e
  left join lateral (select a.asset from ledger.account a where a.tenant_id = :tenant_id and a.account_id = e.account_id offset 0) a on true
  where e.tenant_id = :tenant_id and e.transaction_id = s.transaction_id and e.recorded_at = s.recorded_at
  offset 0
) e on true
cross join lateral (
  select concat(
    '{"transaction_id":"', s.transaction_id, '","line_no":', coalesce(e.line_no, 0),
    ',"account_id":', coalesce('"' || e.account_id || '"', 'null'), ',"asset":', coalesce(to_json(e.asset)::text, 'null'),
    ',"amount":', coalesce(e.amount, 0), ',"entry_no":', coalesce(e.entry_no::text, 'null'), ',"balance_after":', coalesce(e.balance_after::text, 'null'),
    ',"kind":', to_json(t.kind)::text,
    ',"business_time":"', to_char(coalesce(e.business_time, t.business_time) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    '","business_date":"', to_char(t.business_date, 'YYYY-MM-DD'), '","accounting_date":"', to_char(t.accounting_date, 'YYYY-MM-DD'),
    '","recorded_at":"', to_char(t.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    '","venue_id":', coalesce('"' || t.venue_id || '"', 'null'), '}') as text
) f
where s.tenant_id = :tenant_id and s.block_no = :block_no
order by s.transaction_id, e.line_no;

-- name: add_block :exec
insert into ledger.block (tenant_id, block_no, transactions, leaves, first_transaction_id, last_transaction_id, merkle_root, previous, head, sealed_at, key_id, signature, leaf_hashes)
values (:tenant_id, :block_no, :transactions, :leaves, :first_transaction_id, :last_transaction_id, :merkle_root, :previous, :head, :sealed_at, :key_id, :signature, :leaf_hashes);

-- name: add_proof_key :exec
insert into ledger.proof_key (key_id, public_key, since) values (:key_id, :public_key, :since) on conflict do nothing;

-- name: list_proof_keys :many!
select key_id, public_key, since from ledger.proof_key order by since, key_id;

-- name: move_look_from :exec
insert into ledger.chain as c (tenant_id, look_from) values (:tenant_id, :look_from)
on conflict (tenant_id) do update set look_from = greatest(c.look_from, excluded.look_from);

-- name: list_blocks :many!
select block_no, transactions, leaves, first_transaction_id, last_transaction_id, merkle_root, previous, head, sealed_at, key_id, signature
from ledger.block where tenant_id = :tenant_id and block_no >= :from_block and block_no <= :to_block order by block_no limit :page_size;

-- name: list_newest_blocks :many!
select block_no, transactions, leaves, first_transaction_id, last_transaction_id, merkle_root, previous, head, sealed_at, key_id, signature
from ledger.block where tenant_id = :tenant_id and (:before_block?::bigint is null or block_no < :before_block) order by block_no desc limit :page_size;

-- name: get_leaf_hashes :one
select leaf_hashes as "leaf_hashes!" from ledger.block where tenant_id = :tenant_id and block_no = :block_no;

-- name: list_places :many!
-- What a block says it holds, whether or not the rows are still there.
select transaction_id, first_leaf, leaves from ledger.sealed where tenant_id = :tenant_id and block_no = :block_no order by transaction_id;

-- name: find_place :one
select s.block_no, s.first_leaf, s.leaves from ledger.sealed s where s.tenant_id = :tenant_id and s.transaction_id = :transaction_id;

-- name: sum_blocks :just_one
select count(*)::int as "blocks!", coalesce(sum(leaves), 0)::bigint as "leaves!", coalesce(sum(transactions), 0)::bigint as "transactions!"
from ledger.block where tenant_id = :tenant_id and block_no >= :from_block and block_no <= :to_block;

-- name: count_waiting :just_one
-- How many transactions are in no block yet, of those recorded since the last round looked.
select count(*)::int as "waiting!"
from ledger.transaction t
where t.tenant_id = :tenant_id and t.transaction_id >= :from_id
  and not exists (select from ledger.sealed s where s.tenant_id = :tenant_id and s.transaction_id = t.transaction_id);

-- name: has_unsealed :just_one
select exists (
  select from ledger.transaction t
  where t.tenant_id = :tenant_id and t.transaction_id >= :from_id
    and not exists (select from ledger.sealed s where s.tenant_id = :tenant_id and s.transaction_id = t.transaction_id)
) as "unsealed!";

-- name: find_look_from :one
select look_from from ledger.chain where tenant_id = :tenant_id;

-- name: list_witnessed_heads :many!
-- How far earlier audits saw the chain, and its head then.
select distinct on (blocks) blocks as "blocks!", head as "head!" from ledger.audit_run
where tenant_id = :tenant_id and head is not null order by blocks desc, finished_at limit 1000;

-- name: count_book :just_one
select (select count(*) from ledger.transaction t where t.tenant_id = :tenant_id) as "transactions!",
       (select count(*) from ledger.entry e where e.tenant_id = :tenant_id) as "entries!";

-- name: queue_audit :exec
insert into ledger.audit_run (tenant_id, audit_id, asked_by, state, requested_at)
values (:tenant_id, :audit_id, 'request', 'queued', :requested_at);

-- name: finish_audit :exec
insert into ledger.audit_run (tenant_id, audit_id, asked_by, state, requested_at, finished_at, transactions, entries, blocks, head, finding_count, findings)
values (:tenant_id, :audit_id, :asked_by, 'done', :requested_at, :finished_at, :transactions, :entries, :blocks, :head?, :finding_count, :findings::jsonb)
on conflict (tenant_id, audit_id) do update
set state = 'done', finished_at = excluded.finished_at, transactions = excluded.transactions, entries = excluded.entries,
    blocks = excluded.blocks, head = excluded.head, finding_count = excluded.finding_count, findings = excluded.findings;

-- name: list_audits :many
select audit_id, asked_by, state, requested_at, finished_at, transactions, entries, blocks, finding_count, findings
from ledger.audit_run
where tenant_id = :tenant_id and (:before_id?::uuid is null or audit_id < :before_id)
order by audit_id desc limit :page_size;

-- name: list_queued_audits :many!
select audit_id, requested_at from ledger.audit_run where tenant_id = :tenant_id and state = 'queued' order by audit_id;

-- name: find_last_audit :one
select audit_id, finished_at as "finished_at!", finding_count as "finding_count!" from ledger.audit_run
where tenant_id = :tenant_id and state = 'done' order by audit_id desc limit 1;

-- name: list_block_numbers :many!
select transaction_id, block_no from ledger.sealed where tenant_id = :tenant_id and transaction_id = any (:transaction_ids::uuid[]);
