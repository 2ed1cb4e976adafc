-- name: name_members :many
select member_id, name, card_no from members.v_member where tenant_id = :tenant_id and member_id = any (:member_ids::uuid[]);

-- What rules may ask about members, as it is now.
-- name: list_member_facts :many
select m.member_id, m.birth_calendar, m.birth_year, m.birth_month, m.birth_day, m.birth_leap_month,
       array(select t.tag_id from members.v_member_tag t where t.tenant_id = m.tenant_id and t.member_id = m.member_id) as "tag_ids!"
from members.v_member m
where m.tenant_id = :tenant_id and m.member_id = any (:member_ids::uuid[]);
