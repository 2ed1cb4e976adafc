-- A replay is a job like any other: who runs it, whether it lives and when it began are the job's to know. One that is
-- under way while this is applied has lost its job; nothing was posted, so it is asked for again.
update points.replay set state = 'canceled', ended_at = beat_at where state in ('queued', 'running');
drop index points.replay_open;
drop function if exists points.revive_replays(timestamptz, timestamptz);
alter table points.replay drop column attempt, drop column beat_at;
