-- name: count_qr_code :exec
insert into members.qr_count as c (tenant_id, qr_code_id, day, scans, followers, registered)
values (:tenant_id, :qr_code_id::uuid, :day::date, :scans::int, :followers::int, :registered::int)
on conflict (tenant_id, qr_code_id, day) do update
set scans = c.scans + excluded.scans, followers = c.followers + excluded.followers, registered = c.registered + excluded.registered;

-- name: sum_qr_counts :many
select c.qr_code_id, sum(c.scans)::int as "scans!", sum(c.followers)::int as "followers!", sum(c.registered)::int as "registered!"
from members.qr_count c
where c.tenant_id = :tenant_id and c.qr_code_id = any (:qr_code_ids::uuid[])
group by c.qr_code_id;
