-- Answers one column more (functions-transfer.sql makes it anew).
drop function if exists ledger.lock_sides(uuid, uuid[], text[], uuid[], text[], timestamptz);
