-- How cells are read beside what their columns mean: words that stand for nothing, and what an empty cell says.
alter table platform.import add column reading jsonb not null default '{"missing": {}, "defaults": {}}';
alter table platform.import_mapping add column reading jsonb not null default '{"missing": {}, "defaults": {}}';
