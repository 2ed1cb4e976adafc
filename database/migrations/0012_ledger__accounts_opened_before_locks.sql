-- Opens owners' accounts and the system's at different moments now: it takes one argument more.
drop function if exists ledger.open_accounts(uuid, ledger.posting_line[], uuid[]);
-- It is given the accounts now.
drop function if exists ledger.expire(uuid, timestamptz, text, text, date, timestamptz, uuid, uuid[]);
