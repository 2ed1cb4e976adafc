-- A tenant's own lists of public holidays. A year without a row has the list that comes with the program, if there is one.
create table org.holiday_year (
  tenant_id uuid not null references org.tenant,
  year int not null check (year between 1950 and 2100),
  version int not null check (version > 0),
  -- Where the list was announced: an address or a few words.
  source text check (source <> ''),
  recorded_at timestamptz not null default now(),
  primary key (tenant_id, year)
);

-- Days off and working days made up for them, as the notice of a year names them; a notice may name days of its neighbours.
create table org.holiday_day (
  tenant_id uuid not null,
  year int not null,
  date date not null,
  name text not null check (name <> ''),
  is_off_day boolean not null,
  primary key (tenant_id, year, date),
  foreign key (tenant_id, year) references org.holiday_year (tenant_id, year)
);
