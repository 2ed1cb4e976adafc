-- For one person's history.
create view wechat.v_follower with (security_invoker = true) as
  select f.tenant_id, f.follower_id, f.member_id, f.followed_at, f.unfollowed_at, f.scene, f.bound_at, a.name as account_name
  from wechat.follower f
  join wechat.account a on a.tenant_id = f.tenant_id and a.account_id = f.account_id;
