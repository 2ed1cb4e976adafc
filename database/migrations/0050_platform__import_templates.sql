-- The header a mapping was made for: its names can be offered for other files of the kind. Null for what was remembered before.
alter table platform.import_mapping add column columns jsonb;

create index import_of_creator on platform.import (tenant_id, creator_id, created_at desc, import_id desc);
