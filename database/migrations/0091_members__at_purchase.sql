-- Whether a purchase may make a member of a phone nobody has, and how their yes is written down; without a row it may not.
create table members.registration_policy (
  tenant_id uuid not null,
  version int not null,
  at_purchase text not null check (at_purchase in ('off', 'with_consent')),
  -- What is asked for at the till; membership always is.
  purposes text[] not null,
  -- How the yes was given: said at the counter, or signed on paper.
  consent_channel text not null check (consent_channel in ('front_desk', 'paper')),
  updated_at timestamptz not null,
  primary key (tenant_id)
);
