-- name: find_sign_in_code :one
select attempts, sent_count, window_started_at, sent_at, expires_at, used_at
from members.sign_in_code
where tenant_id = :tenant_id and address_index = :address_index;

-- name: lock_sign_in_code :one
select code_hash, attempts, sent_count, window_started_at, sent_at, expires_at, used_at
from members.sign_in_code
where tenant_id = :tenant_id and address_index = :address_index
for update;

-- name: save_sign_in_code :one
-- Of two first requests at the same moment the second changes nothing and answers no row.
insert into members.sign_in_code as c (tenant_id, address_index, code_hash, sent_count, window_started_at, sent_at, expires_at)
values (:tenant_id, :address_index, :code_hash, :sent_count, :window_started_at, :sent_at, :expires_at)
on conflict (tenant_id, address_index) do update
set code_hash = excluded.code_hash, attempts = 0, sent_count = excluded.sent_count, window_started_at = excluded.window_started_at,
    sent_at = excluded.sent_at, expires_at = excluded.expires_at, used_at = null
where c.sent_at <= :resend_after
returning c.sent_at;

-- name: count_wrong_code :exec
update members.sign_in_code set attempts = attempts + 1 where tenant_id = :tenant_id and address_index = :address_index;

-- name: use_sign_in_code :exec
update members.sign_in_code set used_at = :used_at where tenant_id = :tenant_id and address_index = :address_index;

-- name: revoke_session :exec
update members.session set revoked_at = :revoked_at
where tenant_id = :tenant_id and session_id = :session_id and revoked_at is null;

-- name: touch_session :one
-- Whose session a token is, before any tenant is known.
select tenant_id as "tenant_id!", session_id as "session_id!", member_id as "member_id!", mode as "mode!"
from members.touch_session(:token_hash, :now);

-- name: forget_sign_ins :just_one
select members.forget_sign_ins(:codes_before, :sessions_before) as "gone!";
