-- Adjustments that wait already join the one inbox of approvals, under their own ids, and end by its timer.
select platform.adopt_waiting(a.tenant_id, a.adjustment_id, 'points.adjustment', jsonb_build_object('adjustment_id', a.adjustment_id),
                              'member', a.member_id, m.home_unit_id, a.reason, a.requested_by_kind, a.requested_by,
                              a.requested_at, a.ends_at, a.recorded_at, 'points.adjustment_end')
from points.adjustment a
join members.v_member m on m.tenant_id = a.tenant_id and m.member_id = a.member_id
where a.state = 'waiting';
drop function platform.adopt_waiting;
