-- Parts that came after a tenant did brought permissions and things to hide, which its roles lack and a new tenant's have.
-- Given to the roles a tenant begins with, as long as nobody has changed them; they stay unchanged in that sense.
create temporary table brought on commit drop as
select code, permissions::text[], masks::text[] from (values
  ('operations',
   '{members:assign,members:merge,members:configure,members:approve,channels:read,devices:read}', '{}'),
  ('store_manager',
   '{members:assign,members:merge,members:approve,devices:read,devices:write}', '{}'),
  ('gate', '{}', '{custom_fields}'),
  ('partner', '{}', '{custom_fields}'),
  ('auditor', '{}', '{custom_fields}')
) t (code, permissions, masks);

update access.role r
set permissions = r.permissions || array(select p from unnest(b.permissions) p where p <> all (r.permissions)),
    masks = r.masks || array(select m from unnest(b.masks) m where m <> all (r.masks))
from brought b
where b.code = r.code and r.template = r.code and r.version = 1 and r.archived_at is null
  and not (r.permissions @> b.permissions and r.masks @> b.masks);
