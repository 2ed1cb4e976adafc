-- name: insert_field_values :exec
insert into members.field_value (tenant_id, member_id, field_id, place, text_value, text_key, number_value, date_value, boolean_value, choice_value, updated_at)
select :tenant_id, r.member_id, r.field_id, r.place, r.text_value, r.text_key, r.number_value, r.date_value, r.boolean_value, r.choice_value, :updated_at
from jsonb_to_recordset(:rows::jsonb) as r(member_id uuid, field_id uuid, place smallint, text_value text, text_key text,
  number_value double precision, date_value date, boolean_value boolean, choice_value text);

-- name: give_field_values :many
-- What the winner has not filled in is filled by the loser.
with missing as (
  select distinct l.field_id from members.field_value l
  where l.tenant_id = :tenant_id and l.member_id = :loser_id
    and not exists (select from members.field_value w
                    where w.tenant_id = :tenant_id and w.member_id = :winner_id and w.field_id = l.field_id)
), moved as (
  update members.field_value v set member_id = :winner_id, updated_at = :at
  from missing
  where v.tenant_id = :tenant_id and v.member_id = :loser_id and v.field_id = missing.field_id
)
select field_id from missing;

-- name: take_field_values :many
-- What has not been changed since the merge is the loser's again.
update members.field_value set member_id = :loser_id
where tenant_id = :tenant_id and member_id = :winner_id and field_id = any (:field_ids::uuid[]) and updated_at = :at
returning field_id;

-- name: count_field_values :many
-- How many fields each of two has filled in.
select m.member_id as "member_id!",
       (select count(distinct v.field_id)::int from members.field_value v
        where v.tenant_id = :tenant_id and v.member_id = m.member_id) as "fields!"
from unnest(:member_ids::uuid[]) as m(member_id);

-- name: count_option_uses :many
-- How many people have each option of a field.
select v.choice_value as "code!", count(*)::int as "members!"
from members.field_value v
where v.tenant_id = :tenant_id and v.field_id = :field_id and v.choice_value is not null
group by v.choice_value;

-- name: count_field_members :just_one
select count(*)::int as "members!" from members.field_value v
where v.tenant_id = :tenant_id and v.field_id = :field_id and v.place = 0;

-- name: lock_fields :exec
-- One change of the fields of a tenant at a time: their order and their number hang together.
select pg_advisory_xact_lock(hashtextextended('members.fields ' || :tenant_id::uuid, 0));

-- name: order_fields :exec
update members.field f set position = o.place
from unnest(:field_ids::uuid[]) with ordinality as o(field_id, place)
where f.tenant_id = :tenant_id and f.field_id = o.field_id and f.position <> o.place;

-- name: find_profile_parts :one
-- Which of the parts of a profile somebody has.
select m.name_key <> '' as "name!", m.phone_index is not null as "phone!", m.birth_month is not null as "birthday!",
       m.sex is not null as "sex!", m.id_number_tail is not null as "id_number!", m.language is not null as "language!",
       exists (select from members.member o
               join members.identity i on i.tenant_id = :tenant_id and i.member_id = o.member_id and i.kind = 'email'
               where o.tenant_id = :tenant_id and (o.member_id = m.member_id or o.merged_into = m.member_id)) as "email!",
       array(select distinct v.field_id from members.field_value v where v.tenant_id = :tenant_id and v.member_id = m.member_id) as "field_ids!"
from members.member m
where m.tenant_id = :tenant_id and m.member_id = :member_id;

-- name: write_completeness :exec
-- The share of what counts that these people have filled in, in whole per cent; a hundred is all of it. Each is looked up by
-- their id: where nothing is known of the tenant yet, a plan over `any` reads everybody and compares each with all ids, and one
-- that is told inside of it who is still there goes by the index of just those, through everybody again.
insert into members.figure (tenant_id, member_id, completeness)
select m.tenant_id, m.member_id, coalesce(p.percent, 100)
from unnest(:member_ids::uuid[]) as k(member_id)
cross join lateral (
  select m.* from members.member m
  where m.tenant_id = :tenant_id and m.member_id = k.member_id
  offset 0
) m
cross join lateral (
  select 100 * (
      (m.name_key <> '')::int * :name::int
      + (m.phone_index is not null)::int * :phone::int
      + (m.birth_month is not null)::int * :birthday::int
      + (m.sex is not null)::int * :sex::int
      + (m.id_number_tail is not null)::int * :id_number::int
      + (m.language is not null)::int * :language::int
      + case when :email::int = 0 then 0
             when exists (select from members.identity i
                          where i.tenant_id = :tenant_id and i.member_id = m.member_id and i.kind = 'email') then :email
             when exists (select from members.member o
                          join members.identity i on i.tenant_id = :tenant_id and i.member_id = o.member_id and i.kind = 'email'
                          where o.tenant_id = :tenant_id and o.merged_into = m.member_id) then :email
             else 0 end
      + coalesce((select sum(w.weight) from unnest(:field_ids::uuid[], :field_weights::int[]) as w(field_id, weight)
             where exists (select from members.field_value v
                           where v.tenant_id = :tenant_id and v.member_id = m.member_id and v.field_id = w.field_id)), 0)
    ) / nullif(:total::int, 0) as percent
) p
where m.merged_into is null and m.erased_at is null
order by m.member_id
on conflict (tenant_id, member_id) do update set completeness = excluded.completeness
where figure.completeness is distinct from excluded.completeness;

-- name: page_of_persons :many
select member_id from members.member
where tenant_id = :tenant_id and member_id > :after and merged_into is null and erased_at is null
order by member_id
limit :row_limit::int;
