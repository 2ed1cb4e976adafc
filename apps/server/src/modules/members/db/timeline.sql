-- name: list_timeline :many
-- What happened to a person, under each id they had, newest first. Each branch gives at most a page, read off its own index, and nothing when its
-- kind is not asked for; points of a purchase and of a refund are told with it. Rows of one instant and one thing are told apart by `part`.
select i.at as "at!", i.kind as "kind!", i.ref as "ref!", i.what, i.title, i.amount_fen, i.points, i.venue_id, i.admitted, i.actor, i.actor_id, i.data, i.part as "part!"
from (
  (select m.joined_at as at, 'registered' as kind, m.member_id as ref, null::text as what, null::text as title, null::bigint as amount_fen, null::bigint as points, null::uuid as venue_id, null::boolean as admitted, case when m.registered_by is null then null else 'staff' end as actor, m.registered_by as actor_id, jsonb_build_object('source', m.source, 'unit_id', m.registered_unit_id, 'scene', m.scene, 'qr', (select q.name from members.qr_code q where q.tenant_id = m.tenant_id and q.qr_code_id = m.qr_code_id)) as data, 'registered' as part
   from members.member m
   where m.tenant_id = :tenant_id and 'registered' = any (:kinds::text[]) and m.member_id = any (:member_ids::uuid[])
     and (:before_at?::timestamptz is null or (m.joined_at, m.member_id, 'registered') < (:before_at?, :before_ref?::uuid, :before_part?::text))
   order by m.joined_at desc, m.member_id desc limit :page_size::int)
  union all
  (select p.business_time, 'purchase', p.purchase_id, null::text, null::text, p.total_fen, p.points, p.venue_id, null::boolean, null::text, null::uuid, jsonb_build_object('channel', p.channel, 'items', (select jsonb_agg(l.item_name order by l.line_no) from purchases.v_purchase_line l where l.tenant_id = p.tenant_id and l.purchase_id = p.purchase_id)), 'purchase'
   from purchases.v_purchase p
   where p.tenant_id = :tenant_id and 'purchase' = any (:kinds::text[]) and p.member_id = any (:member_ids::uuid[])
     and (:before_at?::timestamptz is null or (p.business_time, p.purchase_id, 'purchase') < (:before_at?, :before_ref?::uuid, :before_part?::text))
   order by p.business_time desc, p.purchase_id desc limit :page_size::int)
  union all
  (select r.business_time, 'refund', r.refund_id, null::text, null::text, -r.amount_fen, -r.points_refunded, r.venue_id, null::boolean, null::text, null::uuid, jsonb_build_object('purchase_id', r.purchase_id), 'refund'
   from purchases.v_refund r
   where r.tenant_id = :tenant_id and 'refund' = any (:kinds::text[]) and r.member_id = any (:member_ids::uuid[])
     and (:before_at?::timestamptz is null or (r.business_time, r.refund_id, 'refund') < (:before_at?, :before_ref?::uuid, :before_part?::text))
   order by r.business_time desc, r.refund_id desc limit :page_size::int)
  union all
  (select a.business_time, 'admission', a.admission_id, a.kind, g.name, null::bigint, null::bigint, a.venue_id, a.admitted, null::text, null::uuid, jsonb_build_object('reasons', a.reasons), 'admission'
   from visits.v_admission a
   join visits.v_gate g on g.tenant_id = a.tenant_id and g.gate_id = a.gate_id
   where a.tenant_id = :tenant_id and 'admission' = any (:kinds::text[]) and a.member_id = any (:member_ids::uuid[])
     and (:before_at?::timestamptz is null or (a.business_time, a.admission_id, 'admission') < (:before_at?, :before_ref?::uuid, :before_part?::text))
   order by a.business_time desc, a.admission_id desc limit :page_size::int)
  union all
  (select e.business_time, 'points', e.transaction_id, e.kind, nullif(e.title, ''), null::bigint, sum(e.amount)::bigint, e.venue_id, null::boolean, null::text, null::uuid, null::jsonb, 'points.' || md5(concat_ws('|', e.kind, e.title, e.venue_id))
   from ledger.v_entry e
   where e.tenant_id = :tenant_id and 'points' = any (:kinds::text[]) and e.source_type not in ('purchase', 'refund')
     and e.account_id in (select ledger.account_id(i, a) from unnest(:member_ids::uuid[]) i, unnest(array['points']) a)
     -- A merge is told by the merge itself.
     and e.kind not in ('merge', 'unmerge')
     and (:before_at?::timestamptz is null or (e.business_time, e.transaction_id, 'points.' || md5(concat_ws('|', e.kind, e.title, e.venue_id))) < (:before_at?, :before_ref?::uuid, :before_part?::text))
   group by e.business_time, e.transaction_id, e.kind, e.title, e.venue_id
   order by e.business_time desc, e.transaction_id desc, 13 desc limit :page_size::int)
  union all
  (select e.business_time, 'wallet', e.transaction_id, e.kind, nullif(e.title, ''), sum(e.amount)::bigint, null::bigint, e.venue_id, null::boolean, null::text, null::uuid, null::jsonb, 'wallet.' || md5(concat_ws('|', e.kind, e.title, e.venue_id))
   from ledger.v_entry e
   where e.tenant_id = :tenant_id and 'wallet' = any (:kinds::text[]) and e.source_type not in ('purchase', 'refund')
     and e.account_id in (select ledger.account_id(i, a) from unnest(:member_ids::uuid[]) i, unnest(array['cny.principal', 'cny.bonus']) a)
     -- A merge is told by the merge itself.
     and e.kind not in ('merge', 'unmerge')
     and (:before_at?::timestamptz is null or (e.business_time, e.transaction_id, 'wallet.' || md5(concat_ws('|', e.kind, e.title, e.venue_id))) < (:before_at?, :before_ref?::uuid, :before_part?::text))
   group by e.business_time, e.transaction_id, e.kind, e.title, e.venue_id
   order by e.business_time desc, e.transaction_id desc, 13 desc limit :page_size::int)
  union all
  (select t.valid_from, 'tier', t.member_tier_id, t.code, coalesce(t.names->>:language::text, t.name), null::bigint, null::bigint, null::uuid, null::boolean, case when t.staff_id is not null then 'staff' when t.key_id is not null then 'api_key' end, coalesce(t.staff_id, t.key_id), jsonb_build_object('reason', t.reason, 'until', t.valid_until), 'tier'
   from tiers.v_member_tier t
   where t.tenant_id = :tenant_id and 'tier' = any (:kinds::text[]) and t.member_id = any (:member_ids::uuid[])
     and (:before_at?::timestamptz is null or (t.valid_from, t.member_tier_id, 'tier') < (:before_at?, :before_ref?::uuid, :before_part?::text))
   order by t.valid_from desc, t.member_tier_id desc limit :page_size::int)
  union all
  (select s.created_at, 'message', s.message_id, s.kind, null::text, null::bigint, null::bigint, null::uuid, null::boolean, null::text, null::uuid, jsonb_build_object('channel', s.channel, 'status', s.status), 'message'
   from messaging.v_message s
   where s.tenant_id = :tenant_id and 'message' = any (:kinds::text[]) and s.to_index = any (:addressees::bytea[])
     -- What went to the same address because they work here.
     and s.kind not in ('staff_sms_code', 'invitation', 'password_reset', 'key_expiry')
     and (:before_at?::timestamptz is null or (s.created_at, s.message_id, 'message') < (:before_at?, :before_ref?::uuid, :before_part?::text))
   order by s.created_at desc, s.message_id desc limit :page_size::int)
  union all
  (select c.recorded_at, 'consent', c.consent_id, c.action, c.purpose, null::bigint, null::bigint, null::uuid, null::boolean, c.actor, c.actor_id, jsonb_build_object('channel', c.channel, 'text_version', c.text_version), 'consent'
   from consents.v_consent c
   where c.tenant_id = :tenant_id and 'consent' = any (:kinds::text[]) and c.member_id = any (:member_ids::uuid[])
     and (:before_at?::timestamptz is null or (c.recorded_at, c.consent_id, 'consent') < (:before_at?, :before_ref?::uuid, :before_part?::text))
   order by c.recorded_at desc, c.consent_id desc limit :page_size::int)
  union all
  (select h.joined_at, 'household', h.household_member_id, 'joined', f.name, null::bigint, null::bigint, null::uuid, null::boolean, null::text, null::uuid, jsonb_build_object('role', h.role, 'household_id', h.household_id), 'household.joined'
   from members.household_member h
   join members.household f on f.tenant_id = h.tenant_id and f.household_id = h.household_id
   where h.tenant_id = :tenant_id and 'household' = any (:kinds::text[]) and h.member_id = any (:member_ids::uuid[])
     and (:before_at?::timestamptz is null or (h.joined_at, h.household_member_id, 'household.joined') < (:before_at?, :before_ref?::uuid, :before_part?::text))
   order by h.joined_at desc, h.household_member_id desc limit :page_size::int)
  union all
  (select h.left_at, 'household', h.household_member_id, 'left', f.name, null::bigint, null::bigint, null::uuid, null::boolean, null::text, null::uuid, jsonb_build_object('role', h.role, 'household_id', h.household_id), 'household.left'
   from members.household_member h
   join members.household f on f.tenant_id = h.tenant_id and f.household_id = h.household_id
   where h.tenant_id = :tenant_id and 'household' = any (:kinds::text[]) and h.member_id = any (:member_ids::uuid[]) and h.left_at is not null
     and (:before_at?::timestamptz is null or (h.left_at, h.household_member_id, 'household.left') < (:before_at?, :before_ref?::uuid, :before_part?::text))
   order by h.left_at desc, h.household_member_id desc limit :page_size::int)
  union all
  (select x.at, 'tag', x.tag_hit_id, case when x.added then 'given' else 'taken' end, g.name, null::bigint, null::bigint, null::uuid, null::boolean, null::text, null::uuid, jsonb_build_object('rule', x.rule_version, 'automatic', g.kind = 'automatic'), 'tag'
   from members.tag_hit x
   join members.tag g on g.tenant_id = x.tenant_id and g.tag_id = x.tag_id
   where x.tenant_id = :tenant_id and 'tag' = any (:kinds::text[]) and x.member_id = any (:member_ids::uuid[])
     and (:before_at?::timestamptz is null or (x.at, x.tag_hit_id, 'tag') < (:before_at?, :before_ref?::uuid, :before_part?::text))
   order by x.at desc, x.tag_hit_id desc limit :page_size::int)
  union all
  (select b.blocked_at, 'block', b.block_id, 'blocked', null::text, null::bigint, null::bigint, null::uuid, null::boolean, b.actor, b.actor_id, jsonb_build_object('reason', b.reason, 'scopes', b.scopes, 'until', b.until), 'block.blocked'
   from members.block b
   where b.tenant_id = :tenant_id and 'block' = any (:kinds::text[]) and b.member_id = any (:member_ids::uuid[])
     and (:before_at?::timestamptz is null or (b.blocked_at, b.block_id, 'block.blocked') < (:before_at?, :before_ref?::uuid, :before_part?::text))
   order by b.blocked_at desc, b.block_id desc limit :page_size::int)
  union all
  (select b.ended_at, 'block', b.block_id, 'released', null::text, null::bigint, null::bigint, null::uuid, null::boolean, b.end_actor, b.end_actor_id, jsonb_build_object('reason', b.end_reason), 'block.released'
   from members.block b
   where b.tenant_id = :tenant_id and 'block' = any (:kinds::text[]) and b.member_id = any (:member_ids::uuid[]) and b.ended_at is not null
     and (:before_at?::timestamptz is null or (b.ended_at, b.block_id, 'block.released') < (:before_at?, :before_ref?::uuid, :before_part?::text))
   order by b.ended_at desc, b.block_id desc limit :page_size::int)
  union all
  (select n.created_at, 'note', n.note_id, null::text, n.body, null::bigint, null::bigint, null::uuid, null::boolean, n.actor, n.actor_id, jsonb_build_object('unit_id', n.unit_id, 'edited_at', n.edited_at), 'note'
   from members.note n
   where n.tenant_id = :tenant_id and 'note' = any (:kinds::text[]) and n.member_id = any (:member_ids::uuid[])
     and (n.unit_id is null or :scope?::uuid[] is null or n.unit_id = any (:scope?))
     and (:before_at?::timestamptz is null or (n.created_at, n.note_id, 'note') < (:before_at?, :before_ref?::uuid, :before_part?::text))
   order by n.created_at desc, n.note_id desc limit :page_size::int)
  union all
  (select d.created_at, 'file', d.member_file_id, null::text, d.name, null::bigint, null::bigint, null::uuid, null::boolean, d.actor, d.actor_id, jsonb_build_object('media_type', d.media_type, 'size_bytes', d.size_bytes), 'file'
   from members.member_file d
   where d.tenant_id = :tenant_id and 'file' = any (:kinds::text[]) and d.member_id = any (:member_ids::uuid[])
     and (:before_at?::timestamptz is null or (d.created_at, d.member_file_id, 'file') < (:before_at?, :before_ref?::uuid, :before_part?::text))
   order by d.created_at desc, d.member_file_id desc limit :page_size::int)
  union all
  (select y.created_at, 'identity', y.identity_id, y.kind, y.shown, null::bigint, null::bigint, null::uuid, null::boolean, null::text, null::uuid, jsonb_build_object('issuer', y.issuer, 'source', y.source, 'verified', y.verified_at is not null), 'identity'
   from members.identity y
   where y.tenant_id = :tenant_id and 'identity' = any (:kinds::text[]) and y.member_id = any (:member_ids::uuid[])
     and (:before_at?::timestamptz is null or (y.created_at, y.identity_id, 'identity') < (:before_at?, :before_ref?::uuid, :before_part?::text))
   order by y.created_at desc, y.identity_id desc limit :page_size::int)
  union all
  (select v.created_at, 'device', v.session_id, null::text, v.user_agent, null::bigint, null::bigint, null::uuid, null::boolean, null::text, null::uuid, jsonb_build_object('last_seen_at', v.last_seen_at, 'ended', v.revoked_at is not null), 'device'
   from members.session v
   where v.tenant_id = :tenant_id and 'device' = any (:kinds::text[]) and v.member_id = any (:member_ids::uuid[])
     and (:before_at?::timestamptz is null or (v.created_at, v.session_id, 'device') < (:before_at?, :before_ref?::uuid, :before_part?::text))
   order by v.created_at desc, v.session_id desc limit :page_size::int)
  union all
  (select g.merged_at, 'merge', g.merge_id, 'merged', w.name, null::bigint, (select (l->>'loser')::bigint from jsonb_array_elements(g.did->'lines') l where l->>'what' = 'points'), null::uuid, null::boolean, g.actor, g.merged_by, jsonb_build_object('reason', g.reason, 'other_id', g.loser_id, 'undone', g.undone_at is not null), 'merge.merged'
   from members.merge g
   join members.member w on w.tenant_id = g.tenant_id and w.member_id = g.loser_id
   where g.tenant_id = :tenant_id and 'merge' = any (:kinds::text[]) and g.winner_id = any (:member_ids::uuid[])
     and (:before_at?::timestamptz is null or (g.merged_at, g.merge_id, 'merge.merged') < (:before_at?, :before_ref?::uuid, :before_part?::text))
   order by g.merged_at desc, g.merge_id desc limit :page_size::int)
  union all
  (select g.undone_at, 'merge', g.merge_id, 'unmerged', w.name, null::bigint, -(select (l->>'after')::bigint from jsonb_array_elements(g.returned) l where l->>'what' = 'points'), null::uuid, null::boolean, g.undone_actor, g.undone_by, jsonb_build_object('other_id', g.loser_id), 'merge.unmerged'
   from members.merge g
   join members.member w on w.tenant_id = g.tenant_id and w.member_id = g.loser_id
   where g.tenant_id = :tenant_id and 'merge' = any (:kinds::text[]) and g.winner_id = any (:member_ids::uuid[]) and g.undone_at is not null
     and (:before_at?::timestamptz is null or (g.undone_at, g.merge_id, 'merge.unmerged') < (:before_at?, :before_ref?::uuid, :before_part?::text))
   order by g.undone_at desc, g.merge_id desc limit :page_size::int)
  union all
  (select g.undone_at, 'merge', g.merge_id, 'parted', w.name, null::bigint, (select (l->>'after')::bigint from jsonb_array_elements(g.returned) l where l->>'what' = 'points'), null::uuid, null::boolean, g.undone_actor, g.undone_by, jsonb_build_object('other_id', g.winner_id), 'merge.parted'
   from members.merge g
   join members.member w on w.tenant_id = g.tenant_id and w.member_id = g.winner_id
   where g.tenant_id = :tenant_id and 'merge' = any (:kinds::text[]) and g.loser_id = any (:member_ids::uuid[]) and g.undone_at is not null
     and (:before_at?::timestamptz is null or (g.undone_at, g.merge_id, 'merge.parted') < (:before_at?, :before_ref?::uuid, :before_part?::text))
   order by g.undone_at desc, g.merge_id desc limit :page_size::int)
  union all
  (select z.followed_at, 'wechat', z.follower_id, 'followed', z.account_name, null::bigint, null::bigint, null::uuid, null::boolean, null::text, null::uuid, jsonb_build_object('scene', z.scene), 'wechat.followed'
   from wechat.v_follower z
   where z.tenant_id = :tenant_id and 'wechat' = any (:kinds::text[]) and z.member_id = any (:member_ids::uuid[])
     and (:before_at?::timestamptz is null or (z.followed_at, z.follower_id, 'wechat.followed') < (:before_at?, :before_ref?::uuid, :before_part?::text))
   order by z.followed_at desc, z.follower_id desc limit :page_size::int)
  union all
  (select z.unfollowed_at, 'wechat', z.follower_id, 'unfollowed', z.account_name, null::bigint, null::bigint, null::uuid, null::boolean, null::text, null::uuid, null::jsonb, 'wechat.unfollowed'
   from wechat.v_follower z
   where z.tenant_id = :tenant_id and 'wechat' = any (:kinds::text[]) and z.member_id = any (:member_ids::uuid[]) and z.unfollowed_at is not null
     and (:before_at?::timestamptz is null or (z.unfollowed_at, z.follower_id, 'wechat.unfollowed') < (:before_at?, :before_ref?::uuid, :before_part?::text))
   order by z.unfollowed_at desc, z.follower_id desc limit :page_size::int)
) i
-- Of what began and ended in one instant the end comes first: left after joined, unmerged after merged.
order by i.at desc, i.ref desc, i.part desc
limit :page_size::int;
