-- Monthly partitions from last month to p_ahead months on. Whatever falls outside lands in the default partition.
create or replace function ledger.ensure_partitions(p_today date, p_ahead int)
returns int
language plpgsql security definer set search_path = ledger, pg_temp as $$
declare
  v_month date;
  v_table text;
  v_made int := 0;
begin
  for v_month in select generate_series(date_trunc('month', p_today::timestamp) - interval '1 month', date_trunc('month', p_today::timestamp) + make_interval(months => p_ahead), interval '1 month')::date loop
    foreach v_table in array array['transaction', 'entry'] loop
      if to_regclass(format('ledger.%I', v_table || to_char(v_month, '_YYYYMM'))) is null then
        begin
          execute format('create table ledger.%I partition of ledger.%I for values from (%L) to (%L)',
            v_table || to_char(v_month, '_YYYYMM'), v_table, v_month::text || ' 00:00:00+00', (v_month + interval '1 month')::date::text || ' 00:00:00+00');
          execute format('alter table ledger.%I enable row level security', v_table || to_char(v_month, '_YYYYMM'));
          v_made := v_made + 1;
        exception when check_violation then
          -- Rows of this month already lie in the default partition: they stay there, readable as before.
          null;
        end;
      end if;
    end loop;
  end loop;
  return v_made;
end $$;

-- How long the oldest transaction of this database has been under way. Sees all sessions of the owner, so it is the owner's.
create or replace function ledger.oldest_transaction_ms()
returns bigint
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(max(extract(epoch from clock_timestamp() - a.xact_start) * 1000), 0)::bigint -- real time: how long others have been at it
  from pg_stat_activity a where a.datname = current_database() and a.xact_start is not null;
$$;
