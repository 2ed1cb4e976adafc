-- Events are asked for by the time they were written down, too: what an endpoint missed while it was off. They come in
-- nearly in that order, so a few bytes for each range of pages find them.
create index event_by_time on platform.event using brin (recorded_at);
