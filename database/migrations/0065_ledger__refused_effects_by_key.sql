-- It takes the keys of the effects now.
drop function if exists ledger.forget_refused(uuid, uuid[]);
