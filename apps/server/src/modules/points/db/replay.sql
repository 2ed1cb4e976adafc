-- name: name_members :many
select member_id, name, card_no from members.v_member where tenant_id = :tenant_id and member_id = any (:member_ids::uuid[]);
