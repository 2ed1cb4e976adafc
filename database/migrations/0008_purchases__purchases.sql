create schema purchases;

create table purchases.purchase (
  tenant_id uuid not null,
  purchase_id uuid not null,
  member_id uuid,
  venue_id uuid not null,
  unit_id uuid not null,
  channel text not null check (channel in ('till', 'api', 'file')),
  -- The caller's own number (basket, order): one purchase for ever, beyond the life of an Idempotency-Key.
  out_no text,
  business_time timestamptz not null,
  business_date date not null,
  total_fen bigint not null check (total_fen >= 0),
  payments jsonb not null,
  points bigint not null check (points >= 0),
  transaction_id uuid,
  staff_id uuid,
  recorded_at timestamptz not null,
  primary key (tenant_id, purchase_id),
  constraint purchase_out_no_key unique (tenant_id, out_no)
);
create index purchase_by_member on purchases.purchase (tenant_id, member_id, business_time desc, purchase_id desc) where member_id is not null;
create index purchase_by_day on purchases.purchase (tenant_id, business_date, venue_id) include (business_time, total_fen, points, member_id);
create index purchase_newest on purchases.purchase (tenant_id, business_time desc, purchase_id desc);

create table purchases.purchase_line (
  tenant_id uuid not null,
  purchase_id uuid not null,
  line_no int not null,
  item_code text,
  item_name text not null,
  business_type text not null check (business_type in ('ticket', 'dining', 'lodging', 'retail', 'parking', 'entertainment', 'wellness', 'transport')),
  quantity int not null check (quantity > 0),
  amount_fen bigint not null check (amount_fen >= 0),
  own_money_fen bigint not null check (own_money_fen between 0 and amount_fen),
  points bigint not null check (points >= 0),
  primary key (tenant_id, purchase_id, line_no),
  foreign key (tenant_id, purchase_id) references purchases.purchase (tenant_id, purchase_id)
);

create view purchases.v_purchase with (security_invoker = true) as
  select tenant_id, purchase_id, member_id, venue_id, unit_id, channel, out_no, business_time, business_date, total_fen, points, recorded_at from purchases.purchase;
