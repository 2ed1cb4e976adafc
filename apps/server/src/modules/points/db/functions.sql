-- Gives replays that nobody has moved on since p_before to a worker again: the one that ran them died. Works over all
-- tenants, so it is the owner's. Returns how many.
create or replace function points.revive_replays(p_before timestamptz, p_now timestamptz)
returns int
language plpgsql security definer set search_path = points, pg_temp as $$
declare
  v_replay record;
  v_revived int := 0;
begin
  for v_replay in
    update points.replay r set state = 'queued', beat_at = p_now
    where r.state in ('queued', 'running') and r.beat_at < p_before
    returning r.tenant_id, r.replay_id
  loop
    perform platform.add_job('points_replay', jsonb_build_object('tenant_id', v_replay.tenant_id, 'replay_id', v_replay.replay_id), 'replay ' || v_replay.replay_id);
    v_revived := v_revived + 1;
  end loop;
  return v_revived;
end $$;
