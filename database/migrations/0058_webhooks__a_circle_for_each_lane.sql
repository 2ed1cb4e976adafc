-- Its successor asks for one lane.
drop function if exists webhooks.due_endpoints(timestamptz, uuid, int);
