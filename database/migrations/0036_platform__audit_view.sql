-- For rooms that count what was done: reveals, exports, erasures.
create view platform.v_audit_entry with (security_invoker = true) as
  select tenant_id, audit_entry_id, recorded_at, action, actor, actor_id, subject_kind, subject_id from platform.audit_entry;
