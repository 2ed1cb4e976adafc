-- Tags that people give, and tags that a rule gives and takes.
alter table members.tag
  add column kind text not null default 'manual' check (kind in ('manual', 'automatic')),
  add column colour text check (colour in ('slate', 'pine', 'indigo', 'plum', 'amber', 'brick')),
  -- Under which heading it is listed; '' is none.
  add column group_name text not null default '',
  -- A condition tree about members (room rules).
  add column rule jsonb,
  -- Counts the rules it has had: a hit names the one it goes by.
  add column rule_version int not null default 0,
  add column version int not null default 1,
  -- No longer given, nor shown; who had it has it again when it is brought back.
  add column archived_at timestamptz,
  add constraint tag_rule_is_whole check ((kind = 'automatic') = (rule is not null) and (kind = 'automatic') = (rule_version > 0));

-- Who got or lost which tag, and why.
create table members.tag_hit (
  tenant_id uuid not null,
  tag_hit_id uuid not null,
  tag_id uuid not null,
  member_id uuid not null,
  added boolean not null,
  -- Of an automatic tag: the rule, and what was known of the member where it asked. null: people did it.
  rule_version int,
  why jsonb,
  -- Tenant's time.
  at timestamptz not null,
  primary key (tenant_id, tag_hit_id),
  foreign key (tenant_id, tag_id) references members.tag (tenant_id, tag_id),
  foreign key (tenant_id, member_id) references members.member (tenant_id, member_id) on delete cascade
);
create index tag_hit_by_member on members.tag_hit (tenant_id, member_id, tag_hit_id desc);
create index tag_hit_by_tag on members.tag_hit (tenant_id, tag_id, tag_hit_id desc);

-- An archived tag is nobody's.
create or replace view members.v_member_tag with (security_invoker = true) as
  select mt.tenant_id, mt.member_id, mt.tag_id
  from members.member_tag mt
  join members.tag t on t.tenant_id = mt.tenant_id and t.tag_id = mt.tag_id
  where t.archived_at is null;
