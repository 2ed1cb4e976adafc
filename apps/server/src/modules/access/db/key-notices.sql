-- name: note_endings :many!
-- Living keys that end soon and of whose end nobody was told yet, each with how many days before; told from now on.
insert into access.api_key_notice (tenant_id, key_id, expires_at, days_before, told_at)
select k.tenant_id, k.key_id, k.expires_at,
       case when k.expires_at <= :now::timestamptz + make_interval(days => :last_days::int) then :last_days::int else :first_days::int end, :now
from access.api_key k
where k.tenant_id = :tenant_id and k.revoked_at is null
  and k.expires_at > :now and k.expires_at <= :now::timestamptz + make_interval(days => :first_days::int)
on conflict do nothing
returning key_id, expires_at;

-- name: list_keepers :many!
-- Who is told of a key: its maker, and everybody in office who may write keys of its unit. Mails go out in the language of
-- the invitation that somebody came by.
select s.staff_id, s.name, s.email,
       coalesce((select i.language from access.invitation i
                 where i.tenant_id = s.tenant_id and i.email = s.email and i.accepted_at is not null
                 order by i.accepted_at desc limit 1), 'zh-CN') as language
from access.api_key k
join org.v_unit u on u.tenant_id = k.tenant_id and u.unit_id = k.unit_id
join access.staff s on s.tenant_id = k.tenant_id and s.status = 'active'
join access.role r on r.tenant_id = s.tenant_id and r.role_id = s.role_id
where k.tenant_id = :tenant_id and k.key_id = :key_id
  and (s.staff_id = k.created_by
       or (r.is_system or 'keys:write' = any (r.permissions))
          and (s.unit_id = k.unit_id or r.scope_kind = 'subtree' and s.unit_id = any (u.path)))
order by s.staff_id;
