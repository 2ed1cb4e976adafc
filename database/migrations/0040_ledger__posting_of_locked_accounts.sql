-- They take more arguments now.
drop function if exists ledger.lock_accounts(uuid, text, uuid[], text[], boolean[], timestamptz, timestamptz);
drop function if exists ledger.post(uuid, jsonb, jsonb);
