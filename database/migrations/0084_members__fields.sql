-- What a tenant wants to know of its members beyond what everybody has.
create table members.field (
  tenant_id uuid not null,
  field_id uuid not null,
  -- Its name in the API and in files, for ever.
  key text not null check (key ~ '^[a-z][a-z0-9_]{0,39}$'),
  type text not null check (type in ('text', 'number', 'date', 'boolean', 'choice', 'choices')),
  -- Language to text.
  labels jsonb not null,
  -- Of a choice: [{code, labels, archived}], in the order in which they are offered.
  options jsonb not null default '[]',
  -- Forms that do not let anybody leave it empty.
  required_on text[] not null check (required_on <@ array['front_desk', 'member', 'kiosk']),
  is_sensitive boolean not null,
  shown_to_member boolean not null,
  editable_by_member boolean not null,
  searchable boolean not null,
  position int not null,
  version int not null,
  created_at timestamptz not null,
  -- On no form any more; what people have in it is kept.
  archived_at timestamptz,
  primary key (tenant_id, field_id),
  constraint field_key_key unique (tenant_id, key),
  check (shown_to_member or not editable_by_member),
  check (editable_by_member or not required_on && array['member', 'kiosk'])
);

-- What somebody has in a field; of several choices each is a row, so that any can be looked for.
create table members.field_value (
  tenant_id uuid not null,
  member_id uuid not null,
  field_id uuid not null,
  place smallint not null,
  text_value text,
  -- As the text is compared: width, case and runs of spaces do not matter.
  text_key text,
  number_value double precision,
  date_value date,
  boolean_value boolean,
  choice_value text,
  updated_at timestamptz not null,
  primary key (tenant_id, member_id, field_id, place),
  foreign key (tenant_id, member_id) references members.member (tenant_id, member_id) on delete cascade,
  foreign key (tenant_id, field_id) references members.field (tenant_id, field_id),
  check (num_nonnulls(text_value, number_value, date_value, boolean_value, choice_value) = 1),
  check ((text_value is null) = (text_key is null))
);
create index field_value_by_text on members.field_value (tenant_id, field_id, text_key, member_id) where text_key is not null;
create index field_value_by_number on members.field_value (tenant_id, field_id, number_value, member_id) where number_value is not null;
create index field_value_by_date on members.field_value (tenant_id, field_id, date_value, member_id) where date_value is not null;
create index field_value_by_boolean on members.field_value (tenant_id, field_id, boolean_value, member_id) where boolean_value is not null;
create index field_value_by_choice on members.field_value (tenant_id, field_id, choice_value, member_id) where choice_value is not null;
