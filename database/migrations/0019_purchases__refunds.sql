-- Purchases that can be given back, wholly or in part.

alter table purchases.purchase
  -- Where it was sold, in the caller's own words; null is the channel it came in by.
  add column sales_channel text,
  -- The wallet as it was before, and what points were worth: a refund works out again what a smaller purchase would have
  -- taken. Null when nothing of it is needed.
  add column paid_from jsonb,
  add column refunded_fen bigint not null default 0,
  add column points_refunded bigint not null default 0,
  add constraint purchase_refunded_range check (refunded_fen between 0 and total_fen);

alter table purchases.purchase_line
  add column category text,
  add column refunded_quantity int not null default 0,
  add column refunded_fen bigint not null default 0,
  -- The part of refunded_fen that was given back as an amount, not by quantity.
  add column reduced_fen bigint not null default 0,
  add constraint purchase_line_refunded_range check (
    refunded_quantity between 0 and quantity and refunded_fen between 0 and amount_fen and reduced_fen between 0 and refunded_fen),
  drop constraint purchase_line_business_type_check,
  add constraint purchase_line_business_type_check
    check (business_type in ('ticket', 'dining', 'lodging', 'retail', 'parking', 'entertainment', 'wellness', 'transport', 'pass', 'top_up'));

create table purchases.refund (
  tenant_id uuid not null,
  refund_id uuid not null,
  purchase_id uuid not null,
  member_id uuid,
  venue_id uuid not null,
  unit_id uuid not null,
  -- The caller's own number: one refund for ever.
  out_no text,
  reason text not null,
  business_time timestamptz not null,
  business_date date not null,
  -- What the lines given back had cost; less deducted_fen it is what the payments below come to.
  amount_fen bigint not null check (amount_fen >= 0),
  deducted_fen bigint not null default 0 check (deducted_fen between 0 and amount_fen),
  -- [{line_no, quantity, amount_fen}], [{method, amount_fen, principal_fen?, bonus_fen?, points?}]
  lines jsonb not null,
  payments jsonb not null,
  -- {before, after, clawed_back, debt, uncovered}
  points jsonb not null,
  -- Points that the purchase no longer earns.
  points_refunded bigint not null,
  transaction_ids uuid[] not null,
  staff_id uuid,
  recorded_at timestamptz not null,
  primary key (tenant_id, refund_id),
  constraint refund_out_no_key unique (tenant_id, out_no),
  foreign key (tenant_id, purchase_id) references purchases.purchase (tenant_id, purchase_id)
);
create index refund_by_purchase on purchases.refund (tenant_id, purchase_id, recorded_at);
create index refund_by_day on purchases.refund (tenant_id, business_date, venue_id) include (business_time, amount_fen, points_refunded, member_id);
create index refund_by_member on purchases.refund (tenant_id, member_id, business_time desc, refund_id desc) where member_id is not null;

-- total_fen and points stay what was bought and given; net_fen and net_points are what is left of them.
create or replace view purchases.v_purchase with (security_invoker = true) as
  select tenant_id, purchase_id, member_id, venue_id, unit_id, channel, out_no, business_time, business_date, total_fen, points, recorded_at,
         coalesce(sales_channel, channel) as sales_channel, refunded_fen, total_fen - refunded_fen as net_fen, points - points_refunded as net_points,
         transaction_id
  from purchases.purchase;

create view purchases.v_refund with (security_invoker = true) as
  select tenant_id, refund_id, purchase_id, member_id, venue_id, unit_id, business_time, business_date, amount_fen, deducted_fen, points_refunded, recorded_at
  from purchases.refund;
