-- Whoever answered a call may let the person go on, by a code that follows from the call: it works once, and bears few wrong guesses.
alter table kiosk.call
  add column released_at timestamptz,
  add column release_tries integer not null default 0;

-- Who of the house has looked at whoever stands there.
alter table kiosk.visit add column vouched_by uuid;
