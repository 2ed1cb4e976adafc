-- Without words and without whom: a message is found by whom it was sent to.
create view messaging.v_message with (security_invoker = true) as
  select tenant_id, message_id, channel, kind, to_index, status, error_code, created_at from messaging.message;
