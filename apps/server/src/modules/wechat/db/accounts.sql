-- name: claim_refresh :one
-- One process fetches the token; the claim ends by itself.
update wechat.account a set refreshing_until = :until::timestamptz
where a.tenant_id = :tenant_id and a.account_id = :account_id::uuid and a.deleted_at is null
  and (a.refreshing_until is null or a.refreshing_until < :now::timestamptz)
  -- Whoever looked before another one fetched looks again.
  and a.access_token_expires_at is not distinct from :seen?::timestamptz
returning a.account_id;

-- name: note_told :one
-- Answers no row for what WeChat has told already.
insert into wechat.told (tenant_id, account_id, digest, received_at)
values (:tenant_id, :account_id::uuid, :digest, :now::timestamptz)
on conflict (tenant_id, account_id, digest) do nothing
returning received_at;
