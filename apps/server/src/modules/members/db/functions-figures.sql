-- The stage of somebody's life with the house. Who has never come is new until the day on which one who had would be at risk.
create or replace function members.lifecycle_of(
  p_joined_on date, p_last_active_on date, p_today date, p_new_days int, p_at_risk_days int, p_sleeping_days int, p_lost_days int)
returns text
language sql immutable parallel safe as $$
  select case
    when p_today - greatest(p_last_active_on, p_joined_on) >= p_lost_days then 'lost'
    when p_today - greatest(p_last_active_on, p_joined_on) >= p_sleeping_days then 'sleeping'
    when p_today - greatest(p_last_active_on, p_joined_on) >= p_at_risk_days then 'at_risk'
    when p_last_active_on is null or p_today - p_joined_on < p_new_days then 'new'
    else 'active'
  end;
$$;

-- Reckons people's figures anew from the days they came, and answers whose stage has moved. Only whoever stands for
-- themselves has figures; a row that became somebody else's no longer changes. What one who was erased did is nobody's.
create or replace function members.refresh_figures(
  p_tenant_id uuid, p_member_ids uuid[], p_today date, p_zone text, p_new_days int, p_at_risk_days int, p_sleeping_days int, p_lost_days int)
returns table (member_id uuid, stage_before text, stage_after text)
language plpgsql set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  update members.figure f set next_change_on = null
  from members.member m
  where f.tenant_id = p_tenant_id and f.member_id = any (p_member_ids) and f.next_change_on is not null
    and m.tenant_id = p_tenant_id and m.member_id = f.member_id and m.merged_into is not null;
  return query
  with person as materialized (
    select m.member_id, m.joined_at, (m.joined_at at time zone p_zone)::date as joined_on
    from members.member m
    where m.tenant_id = p_tenant_id and m.member_id = any (p_member_ids) and m.merged_into is null and m.erased_at is null
  ), reckoned as (
    select p.member_id, p.joined_at, p.joined_on, a.*,
           members.lifecycle_of(p.joined_on, greatest(a.last_purchase_on, a.last_visit_on), p_today, p_new_days, p_at_risk_days, p_sleeping_days, p_lost_days) as lifecycle,
           -- The oldest day of the window leaves it, or a threshold is reached.
           (select min(d.day) from (values
              (a.oldest_on + 365), (p.joined_on + p_new_days),
              (greatest(p.joined_on, a.last_purchase_on, a.last_visit_on) + p_at_risk_days),
              (greatest(p.joined_on, a.last_purchase_on, a.last_visit_on) + p_sleeping_days),
              (greatest(p.joined_on, a.last_purchase_on, a.last_visit_on) + p_lost_days)) as d(day)
            where d.day > p_today) as next_change_on
    from person p
    cross join lateral (
      select min(d.business_date) filter (where d.purchases > 0) as first_purchase_on,
             max(d.business_date) filter (where d.purchases > 0) as last_purchase_on,
             max(d.business_date) filter (where d.visits > 0) as last_visit_on,
             min(d.business_date) filter (where d.business_date > p_today - 365) as oldest_on,
             coalesce(sum(d.purchases) filter (where d.business_date > p_today - 365), 0)::int as purchases_365,
             coalesce(sum(d.spent) filter (where d.business_date > p_today - 365), 0)::bigint as spent_365,
             count(distinct d.business_date) filter (where d.visits > 0 and d.business_date > p_today - 365)::int as visits_365,
             coalesce(sum(d.purchases), 0)::int as purchases,
             coalesce(sum(d.spent), 0)::bigint as spent,
             count(distinct d.business_date) filter (where d.visits > 0)::int as visits
      from (select p.member_id as id
            union all
            select o.member_id from members.member o where o.tenant_id = p_tenant_id and o.merged_into = p.member_id) ids
      join members.activity_day d on d.tenant_id = p_tenant_id and d.member_id = ids.id
    ) a
  ), before as (
    select f.member_id, f.lifecycle from members.figure f
    where f.tenant_id = p_tenant_id and f.member_id = any (p_member_ids)
  ), written as (
    insert into members.figure as f (tenant_id, member_id, joined_at, first_purchase_on, last_purchase_on, last_visit_on, purchases_365, spent_365,
      visits_365, purchases, spent, visits, lifecycle, lifecycle_since, next_change_on)
    select p_tenant_id, r.member_id, r.joined_at, r.first_purchase_on, r.last_purchase_on, r.last_visit_on, r.purchases_365, r.spent_365,
      r.visits_365, r.purchases, r.spent, r.visits, r.lifecycle, case when r.lifecycle = 'new' then r.joined_on else p_today end, r.next_change_on
    from reckoned r
    order by r.member_id
    on conflict (tenant_id, member_id) do update set
      joined_at = excluded.joined_at, first_purchase_on = excluded.first_purchase_on, last_purchase_on = excluded.last_purchase_on,
      last_visit_on = excluded.last_visit_on, purchases_365 = excluded.purchases_365, spent_365 = excluded.spent_365,
      visits_365 = excluded.visits_365, purchases = excluded.purchases, spent = excluded.spent, visits = excluded.visits,
      lifecycle = excluded.lifecycle,
      lifecycle_since = case when f.lifecycle = excluded.lifecycle then coalesce(f.lifecycle_since, excluded.lifecycle_since) else p_today end,
      next_change_on = excluded.next_change_on
    returning f.member_id, f.lifecycle
  )
  select w.member_id, coalesce(b.lifecycle, 'new'), w.lifecycle
  from written w left join before b on b.member_id = w.member_id
  where w.lifecycle <> coalesce(b.lifecycle, 'new');
end $$;
