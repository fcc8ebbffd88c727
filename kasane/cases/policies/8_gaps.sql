-- 無かった資源 (R-2). The record stays in its room; the city-wide row is written by `note_gap` alone.
select wall_record('cases_resourcegap', array[]::text[], {app_text});

alter table cases_gaprow enable row level security;
drop policy if exists counted on cases_gaprow;
create policy counted on cases_gaprow for select using ((select acting_is_host()));
revoke all on cases_gaprow from {app};
grant select on cases_gaprow to {app};

-- Beside a record that who acts has just written: what was lacking, where and in which month, and nothing that leads
-- back. One row for one record: the record must be of this very instant, and its kind and district are what is told.
create or replace function note_gap(of_gap bigint) returns void
language plpgsql volatile security definer set search_path from current as $$
declare
    me record;
    told record;
begin
    select * into me from acting();
    select * into told from cases_resourcegap where id = of_gap;
    if not found or told.written_by <> me.staff or told.written_at <> me.at or not may_write_in(told.home_id) then
        perform refuse('足りない資源の記録が見つかりません。');
    end if;
    insert into cases_gaprow (id, kind, district_id, month)
    values (new_id(), told.kind, told.district_id, date_trunc('month', day_in_japan(me.at))::date);
end $$;
grant execute on function note_gap(bigint) to {app};
