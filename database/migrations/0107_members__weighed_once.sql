-- What a selection was weighed for last, and what came out: whoever begins a change right after having looked at it is not kept waiting
-- for the same sums again.
alter table members.selection add column weighed jsonb;

-- Only what waits for a second person has to say what it would do.
alter table members.bulk alter column weighed drop not null;
