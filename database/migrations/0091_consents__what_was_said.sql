-- For one person's history.
create view consents.v_consent with (security_invoker = true) as
  select tenant_id, consent_id, member_id, purpose, action, channel, text_version, actor, actor_id, recorded_at from consents.consent;
